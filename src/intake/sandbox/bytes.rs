//! The bytes in which readers and their workers talk, and the ledger keeps what was read.
//!
//! Numbers of variable length, strings with their length before them; a text that several cells share
//! goes once and is then called by its number, so that it is also shared where it arrives. Decoding
//! trusts nothing: what it does not understand is `None`.

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::UTF_8;
use jiff::civil::Date;

/// Bytes being written.
pub(crate) struct Out {
    bytes: Vec<u8>,
    /// What was written before them.
    full: Vec<Vec<u8>>,
    /// Texts that went and their numbers, each in the slot of its address; a text that lost its slot
    /// goes again.
    sent: Vec<(usize, u64)>,
    n_sent: u64,
    /// Where texts stand apart from the rest, those.
    texts: Option<String>,
}

/// Texts whose numbers are remembered.
const SLOTS: usize = 1 << 11;

/// Bytes that are laid aside together.
const PIECE: usize = 1 << 20;

const OWN: u8 = 0;
const FIRST: u8 = 1;
const AGAIN: u8 = 2;

impl Out {
    /// Nothing yet, and no frame around it.
    pub(crate) fn bare() -> Out {
        Out { bytes: Vec::new(), full: Vec::new(), sent: Vec::new(), n_sent: 0, texts: None }
    }

    /// Nothing yet; texts will stand apart from the rest, one behind the other: to see that all of them
    /// together are text takes a tenth of the time that it takes one by one.
    pub(crate) fn with_texts_apart() -> Out {
        Out { texts: Some(String::new()), ..Out::bare() }
    }

    /// The bytes of [`Out::bare`] or [`Out::with_texts_apart`].
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let len =
            self.texts.as_ref().map(|texts| u64::try_from(texts.len()).unwrap_or(u64::MAX).to_le_bytes());
        let head = [len.map(Vec::from).unwrap_or_default(), self.texts.unwrap_or_default().into_bytes()];
        head.into_iter().chain(self.full).chain([self.bytes]).collect::<Vec<_>>().concat()
    }

    /// With room in front for the length of the frame.
    pub(crate) fn framed(capacity: usize) -> Out {
        let mut out = Out { bytes: Vec::with_capacity(capacity), ..Out::bare() };
        out.bytes.extend_from_slice(&[0; 8]);
        out
    }

    /// The pieces of a frame, its length in front.
    pub(crate) fn finish(self) -> Vec<Vec<u8>> {
        let mut pieces = self.full;
        pieces.push(self.bytes);
        let len: usize = pieces.iter().map(Vec::len).sum();
        let len = u64::try_from(len.saturating_sub(8)).unwrap_or(u64::MAX);
        if let Some(room) = pieces.first_mut().and_then(|piece| piece.first_chunk_mut()) {
            *room = len.to_le_bytes();
        }
        pieces
    }

    /// Lays a large frame's bytes aside: one vector that grows takes three times as much memory amid it.
    pub(crate) fn lay_aside(&mut self) {
        if PIECE < self.bytes.len() {
            self.full.push(std::mem::replace(&mut self.bytes, Vec::with_capacity(PIECE + PIECE / 8)));
        }
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Seven bits a byte, the lowest first.
    pub(crate) fn number(&mut self, mut number: u64) {
        loop {
            let low = u8::try_from(number & 0x7F).unwrap_or(0);
            number >>= 7;
            if number == 0 {
                return self.bytes.push(low);
            }
            self.bytes.push(low | 0x80);
        }
    }

    pub(crate) fn len(&mut self, len: usize) {
        self.number(u64::try_from(len).unwrap_or(u64::MAX));
    }

    pub(crate) fn chunk<const N: usize>(&mut self, chunk: [u8; N]) {
        self.bytes.extend_from_slice(&chunk);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.len(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn str(&mut self, text: &str) {
        match &mut self.texts {
            Some(texts) => {
                texts.push_str(text);
                self.len(text.len());
            }
            None => self.bytes(text.as_bytes()),
        }
    }

    pub(crate) fn date(&mut self, date: Date) {
        self.bytes.extend_from_slice(&date.year().to_le_bytes());
        self.bytes.extend_from_slice(&date.month().to_le_bytes());
        self.bytes.extend_from_slice(&date.day().to_le_bytes());
    }

    /// From here on texts are numbered from nought: those that went may not live any more.
    pub(crate) fn forget_texts(&mut self) {
        self.sent.fill((0, 0));
        self.n_sent = 0;
    }

    /// A text that others may share.
    pub(crate) fn text(&mut self, text: &Arc<str>) {
        if Arc::strong_count(text) == 1 {
            self.byte(OWN);
            return self.str(text);
        }
        if self.sent.is_empty() {
            self.sent.resize(SLOTS, (0, 0));
        }
        let address = text.as_ptr().addr();
        // Texts lie at multiples of eight and seldom closer than 32.
        match self.sent.get_mut((address >> 4) % SLOTS) {
            Some((known, number)) if *known == address => {
                let number = *number;
                self.byte(AGAIN);
                self.number(number);
            }
            slot => {
                if let Some(slot) = slot {
                    *slot = (address, self.n_sent);
                }
                self.n_sent += 1;
                self.byte(FIRST);
                self.str(text);
            }
        }
    }
}

/// Bytes being read.
pub(crate) struct In<'a> {
    rest: &'a [u8],
    /// Texts that came, by their numbers.
    came: Vec<Arc<str>>,
    /// Where texts stand apart from the rest, those to come.
    texts: Option<&'a str>,
}

impl<'a> In<'a> {
    /// Nothing read yet.
    pub(crate) fn new(bytes: &'a [u8]) -> In<'a> {
        In { rest: bytes, came: Vec::new(), texts: None }
    }

    /// Nothing read yet of what [`Out::with_texts_apart`] wrote.
    pub(crate) fn with_texts_apart(bytes: &'a [u8]) -> Option<In<'a>> {
        let (len, rest) = bytes.split_first_chunk::<8>()?;
        let (texts, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)?;
        let Cow::Borrowed(texts) = UTF_8.decode_without_bom_handling_and_without_replacement(texts)? else {
            return None;
        };
        Some(In { texts: Some(texts), ..In::new(rest) })
    }

    /// Whether all was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty() && self.texts.is_none_or(str::is_empty)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    pub(crate) fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*chunk)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    /// A count and as many of what `one` reads; each takes a byte at least.
    pub(crate) fn many<T>(&mut self, mut one: impl FnMut(&mut In<'a>) -> Option<T>) -> Option<Vec<T>> {
        let count: usize = self.small()?;
        if self.rest.len() < count {
            return None;
        }
        let mut many = Vec::with_capacity(count);
        for _ in 0..count {
            many.push(one(self)?);
        }
        Some(many)
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let len: usize = self.small()?;
        let (bytes, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(bytes)
    }

    pub(crate) fn str(&mut self) -> Option<&'a str> {
        let Some(texts) = self.texts else { return std::str::from_utf8(self.bytes()?).ok() };
        let (text, rest) = texts.split_at_checked(self.small()?)?;
        self.texts = Some(rest);
        Some(text)
    }

    pub(crate) fn string(&mut self) -> Option<String> {
        self.str().map(str::to_owned)
    }

    pub(crate) fn bool(&mut self) -> Option<bool> {
        self.byte().map(|byte| byte == 1)
    }

    pub(crate) fn date(&mut self) -> Option<Date> {
        let year = i16::from_le_bytes(self.chunk()?);
        let month = i8::from_le_bytes(self.chunk()?);
        Date::new(year, month, i8::from_le_bytes(self.chunk()?)).ok()
    }

    /// As [`Out::forget_texts`].
    pub(crate) fn forget_texts(&mut self) {
        self.came.clear();
    }

    pub(crate) fn text(&mut self) -> Option<Arc<str>> {
        match self.byte()? {
            OWN => Some(self.str()?.into()),
            FIRST => {
                let text: Arc<str> = self.str()?.into();
                self.came.push(text.clone());
                Some(text)
            }
            AGAIN => {
                let number: usize = self.small()?;
                self.came.get(number).cloned()
            }
            _ => None,
        }
    }
}
