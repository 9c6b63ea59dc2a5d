//! An office's list laid over the country: what the list does not know is looked for there.
//!
//! The list wins. A national name is never weighed against it: only a name that the list knows nothing
//! of gets here, and it is answered only if it cannot be a slip in one of the list's own names. A
//! unit that stands in both is the list's; its key is the list's code. National keys are official
//! codes: `05977` for the unit that has the code now or had it last, `05977@2024` for a former one whose
//! code another has now — and `05977@2025` for the present one where the list uses `05977` for the former.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;

use super::fold::Fold;
use super::nation::{
    self, Area, AreaAt, AreaTable, Around, BodyAt, EVE, Era, Having, Meant, NameMeaning, REFORM, bodies,
    body_of,
};
use super::near::near;
use super::written::WrittenName;
use super::{Candidate, Context, Evidence, Level, Open, Resolved, Tree, Unit, UnitBook, UnitCode, UnitKind};

/// A name this near to one of the list's own may be a slip in it.
const SLIP: f64 = 0.85;

/// The bodies of one area, each made when it is first asked for.
type BodiesByArea = Box<[OnceLock<Box<Unit>>]>;

/// The country as one office sees it. Units are made when they are first asked for.
#[derive(Debug)]
pub(super) struct Layer {
    /// Areas that the office's list holds itself, and where it holds them.
    own: BTreeMap<AreaAt, usize>,
    /// Areas of the units of the list that are areas.
    areas: BTreeMap<usize, AreaAt>,
    /// Areas whose bodies the list tells: those that have one in it, and communes. A body that the
    /// list leaves out there is no unit of its own to the office (*Công an xã …* counts for its commune).
    told: BTreeSet<AreaAt>,
    /// The province that the whole list lies in, where it is one.
    home: Option<AreaAt>,
    /// The lowest place that holds the whole list.
    ground: Option<AreaAt>,
    units: Vec<OnceLock<Box<Unit>>>,
    bodies: Vec<OnceLock<BodiesByArea>>,
}

impl Layer {
    /// The country below a list.
    pub(super) fn below(list: &[Unit]) -> Layer {
        let known = AreaTable::built_in();
        let mut layer = Layer {
            own: BTreeMap::new(),
            areas: BTreeMap::new(),
            told: BTreeSet::new(),
            home: None,
            ground: None,
            units: std::iter::repeat_with(OnceLock::new).take(known.len()).collect(),
            bodies: std::iter::repeat_with(OnceLock::new).take(known.len()).collect(),
        };
        let mut provinces = BTreeSet::new();
        for (at, unit) in list.iter().enumerate() {
            if let Some(area) = area_of(known, unit) {
                layer.own.entry(area).or_insert(at);
                layer.areas.insert(at, area);
                provinces.extend(known.up(area).last());
            }
        }
        let commune = |at: &AreaAt| known.area(*at).is_some_and(|area| area.level() == Level::Commune);
        layer.told = layer.own.keys().copied().filter(commune).collect();
        let parents: BTreeMap<&UnitCode, usize> =
            list.iter().enumerate().map(|(at, unit)| (&unit.code, at)).collect();
        for unit in list.iter().filter(|unit| unit.kind != UnitKind::Area) {
            let up = |unit: &&Unit| list.get(*parents.get(unit.parent.as_ref()?)?);
            let mut above = std::iter::successors(Some(unit), up).take(12);
            let place = above.find_map(|unit| layer.areas.get(parents.get(&unit.code)?));
            layer.told.extend(place);
        }
        layer.home = provinces.first().copied().filter(|_| provinces.len() == 1);
        let holds = |above: &AreaAt| layer.own.keys().all(|&at| known.lies_within(at, *above));
        layer.ground = layer.own.keys().next().and_then(|&first| known.above(first).find(holds));
        layer
    }

    /// The unit of a national key.
    pub(super) fn find(&self, book: &UnitBook, code: &UnitCode) -> Option<&Unit> {
        let code = code.as_str();
        if !code.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let (place, body) = match code.split_once('-') {
            Some((place, id)) => (place, Some(body_of(id)?)),
            None => (code, None),
        };
        let own_area = book.index.codes.get(place).and_then(|at| self.areas.get(at)).copied();
        let area = own_area.or_else(|| AreaTable::built_in().keyed(place))?;
        self.unit(book, area, body)
    }

    fn unit(&self, book: &UnitBook, area: AreaAt, body: Option<BodyAt>) -> Option<&Unit> {
        let at = area as usize;
        let Some(body) = body else {
            return Some(&**self.units.get(at)?.get_or_init(|| Box::new(self.area_unit(book, area))));
        };
        let none = || std::iter::repeat_with(OnceLock::new).take(bodies().len()).collect();
        let bodies = self.bodies.get(at)?.get_or_init(none);
        Some(&**bodies.get(body)?.get_or_init(|| Box::new(self.body_unit(book, area, body))))
    }

    fn area_unit(&self, book: &UnitBook, at: AreaAt) -> Unit {
        let area = AreaTable::built_in().area(at);
        let known = |area: &Area| Unit {
            code: self.called(book, at, None),
            name: area.name.to_owned(),
            kind: UnitKind::Area,
            level: area.level(),
            parent: area.parent.map(|parent| self.called(book, parent, None)),
            aliases: Vec::new(),
            emails: Vec::new(),
            valid_from: (area.era == Era::New).then_some(REFORM),
            valid_to: (area.era == Era::Old).then_some(EVE),
            successors: area.successors.iter().map(|&next| self.called(book, next, None)).collect(),
        };
        area.map_or_else(nobody, known)
    }

    fn body_unit(&self, book: &UnitBook, at: AreaAt, body: BodyAt) -> Unit {
        let (Some(area), Some(kind)) = (AreaTable::built_in().area(at), bodies().get(body)) else {
            return nobody();
        };
        let ended = (area.era == Era::Old).then_some(EVE);
        Unit {
            code: self.called(book, at, Some(body)),
            name: kind.name_in(area),
            kind: kind.kind,
            level: area.level(),
            parent: Some(self.called(book, at, None)),
            aliases: Vec::new(),
            emails: Vec::new(),
            valid_from: kind.from.max((area.era == Era::New).then_some(REFORM)),
            valid_to: kind.until.map_or(ended, |until| Some(ended.map_or(until, |ended| ended.min(until)))),
            successors: kind.successors.iter().map(|&next| self.called(book, at, Some(next))).collect(),
        }
    }

    /// The key by which a book calls an area, or a body of it: that of the unit, which is made once.
    fn code(&self, book: &UnitBook, at: AreaAt, body: Option<BodyAt>) -> UnitCode {
        match self.unit(book, at, body) {
            Some(unit) => unit.code.clone(),
            None => self.called(book, at, body),
        }
    }

    fn called(&self, book: &UnitBook, at: AreaAt, body: Option<BodyAt>) -> UnitCode {
        let place = match self.own.get(&at).and_then(|&own| book.unit(own)) {
            Some(own) => own.code.to_string(),
            None => {
                let key = AreaTable::built_in().key(at);
                let taken = !key.contains('@') && book.index.codes.contains_key(key.as_str());
                if taken { format!("{key}@2025") } else { key }
            }
        };
        match body.and_then(|body| bodies().get(body)) {
            Some(body) => UnitCode::new(&format!("{place}-{}", body.id)),
            None => UnitCode::new(&place),
        }
    }

    /// What a name means that the list answered nothing to.
    pub(super) fn resolve(
        &self,
        book: &UnitBook,
        name: &WrittenName<'_>,
        context: &Context<'_>,
        open: Open,
    ) -> Result<Resolved, Open> {
        let alone = book.units.is_empty();
        let around = self.around(book, context);
        let shown = |list: &[Meant]| list.iter().map(|one| self.candidate(book, one)).collect::<Vec<_>>();
        let offer = |list: Vec<Meant>| shown(&nation::existing(list, context.date));
        let slip = LazyCell::new(|| {
            let near = near(book, name);
            !alone && near.first().is_some_and(|near| near.score >= SLIP)
        });
        let ground = context.within.and_then(|code| self.place(book, code)).or(self.ground);
        let sure = |one: &Meant| alone || self.is_sure(book, one, &around, ground, || *slip);
        // Who is called as a present place of the province is called, is that place: not what became of
        // a former one of the same name in the province that the list still speaks of.
        if let Some(present) = context.date.and_then(|day| heir(around.within?, day))
            && let around = (Around { within: Some(present), ..around })
            && let NameMeaning::One(one) = nation::resolve(name, &around, &book.words)
            && one.former.is_none()
            && self.is_sure(book, &one, &around, ground, || *slip)
        {
            return Ok(Resolved::One(self.candidate(book, &one)));
        }
        match nation::resolve(name, &around, &book.words) {
            NameMeaning::One(one) if sure(&one) => Ok(Resolved::One(self.candidate(book, &one))),
            NameMeaning::Several(several) if several.iter().all(sure) => {
                Ok(Resolved::Several(shown(&several)))
            }
            NameMeaning::One(one) => Err(Open { national: offer(vec![one]), named: true, ..open }),
            NameMeaning::Several(mut several) => {
                // Beside a list, a crowd of namesakes all over the country helps nobody.
                several.retain(|one| self.is_home(one));
                Err(Open { national: offer(several), named: true, ..open })
            }
            NameMeaning::None(mut parts) => {
                parts.retain(|one| alone || self.is_home(one));
                Err(Open { national: offer(parts), ..open })
            }
        }
    }

    /// The list's proposals and the country's for a name without an answer, best first.
    pub(super) fn proposals(
        &self,
        book: &UnitBook,
        name: &WrittenName<'_>,
        context: &Context<'_>,
        open: Open,
    ) -> Vec<Candidate> {
        let mut national = open.national;
        if !open.named {
            let near = nation::near(name.key(Fold::Marked), &self.around(book, context));
            let near = nation::existing(near, context.date);
            let near = near.iter().filter(|one| book.units.is_empty() || self.is_home(one));
            national.extend(near.map(|one| self.candidate(book, one)));
        }
        joined(open.own, national)
    }

    /// Whether a national name may be answered beside a list: its kind is named, and either its place
    /// too, or it lies where the list does and cannot be a slip in one of the list's names. On the ground of
    /// the list itself, or what that became, a name that is right to the last mark is no slip: *Xã Phú Thạnh*
    /// beside *Xã Phú Thành*, *Xã Tân Biên* beside *Huyện Tân Biên*.
    ///
    /// Where the list tells the bodies of a place, one that it leaves out is no unit of its own; one that it holds
    /// keeps the names by which the country knows it (*Tỉnh đoàn*), whatever the list calls it.
    fn is_sure(
        &self,
        book: &UnitBook,
        one: &Meant,
        around: &Around,
        ground: Option<AreaAt>,
        slip: impl FnOnce() -> bool,
    ) -> bool {
        let lies = |above: Option<AreaAt>| {
            above.is_some_and(|above| AreaTable::built_in().lies_within(one.area, above))
        };
        let marked = one.evidence != Evidence::Near;
        let held = || book.index.codes.contains_key(self.code(book, one.area, one.body).as_str());
        let is_known = one.body.is_some() && self.told.contains(&one.area) && !held();
        let areas = AreaTable::built_in();
        let stood =
            |above| areas.predecessors(one.area).iter().any(|&former| areas.lies_within(former, above));
        let exact = one.score >= nation::WRITTEN && (lies(ground) || ground.is_some_and(stood));
        let here = lies(around.within) || self.is_home(one);
        marked && !is_known && one.designated && (one.placed || here && (exact || !slip()))
    }

    fn is_home(&self, one: &Meant) -> bool {
        self.home.is_some_and(|home| AreaTable::built_in().lies_within(one.area, home))
    }

    fn around(&self, book: &UnitBook, context: &Context<'_>) -> Around {
        let place = |code: Option<&UnitCode>| code.and_then(|code| self.place(book, code));
        Around {
            within: place(context.within).or(self.home),
            sender: place(context.sender),
            date: context.date,
        }
    }

    /// The area that a unit is, or stands in.
    fn place(&self, book: &UnitBook, code: &UnitCode) -> Option<AreaAt> {
        book.up(code).find_map(|unit| self.area(book, &unit.code))
    }

    /// What took the place, by a day, of a unit of the list for which the list says nothing.
    pub(super) fn successors(&self, book: &UnitBook, at: usize, day: Date) -> Option<Vec<UnitCode>> {
        let next = nation::succeeded(*self.areas.get(&at)?, day)?;
        let codes: Vec<UnitCode> = next.iter().map(|&next| self.code(book, next, None)).collect();
        (!codes.is_empty()).then_some(codes)
    }

    /// The places right below one on a day.
    pub(super) fn places_below<'b>(
        &'b self,
        book: &'b UnitBook,
        code: &UnitCode,
        day: Date,
    ) -> Vec<&'b Unit> {
        let Some(above) = self.area(book, code) else { return Vec::new() };
        let areas = AreaTable::built_in().iter();
        let below = areas.filter(|(_, area)| area.parent == Some(above) && area.valid_on(day));
        below.filter_map(|(at, _)| book.find(&self.code(book, at, None))).collect()
    }

    /// The bodies of a place on a day, and whether every such place has one.
    pub(super) fn bodies_of<'b>(
        &'b self,
        book: &'b UnitBook,
        code: &UnitCode,
        day: Date,
    ) -> Vec<(&'b Unit, Having)> {
        let at = self.area(book, code);
        let Some((at, area)) = at.and_then(|at| Some((at, AreaTable::built_in().area(at)?))) else {
            return Vec::new();
        };
        let bodies_there =
            bodies().iter().enumerate().filter(|(_, body)| body.is_of(area) && body.valid_on(day));
        bodies_there
            .filter_map(|(body, kind)| Some((self.unit(book, at, Some(body))?, kind.having(area))))
            .collect()
    }

    /// The only tree in which a place stands; none where it stands in both, or the country has it not.
    pub(super) fn era(&self, book: &UnitBook, code: &UnitCode) -> Option<Tree> {
        match AreaTable::built_in().area(self.area(book, code)?)?.era {
            Era::Old => Some(Tree::Old),
            Era::New => Some(Tree::New),
            Era::Both => None,
        }
    }

    /// The former places of which a present one took the whole or a part.
    pub(super) fn predecessors(&self, book: &UnitBook, code: &UnitCode) -> Vec<UnitCode> {
        let Some(area) = self.area(book, code) else { return Vec::new() };
        AreaTable::built_in().predecessors(area).iter().map(|&former| self.code(book, former, None)).collect()
    }

    /// The area that a unit is.
    fn area(&self, book: &UnitBook, code: &UnitCode) -> Option<AreaAt> {
        match book.position(code) {
            Some(at) => self.areas.get(&at).copied(),
            None => AreaTable::built_in().keyed(code.as_str()),
        }
    }

    fn candidate(&self, book: &UnitBook, one: &Meant) -> Candidate {
        let code = self.code(book, one.area, one.body);
        let former = one.former.map(|(area, body)| self.code(book, area, body));
        Candidate { code, evidence: one.evidence, score: one.score, former }
    }
}

/// The list's proposals, then the country's, each once, best first.
fn joined(own: Vec<Candidate>, national: Vec<Candidate>) -> Vec<Candidate> {
    let mut all = own;
    for one in national {
        if all.iter().all(|known| known.code != one.code) {
            all.push(Candidate { evidence: Evidence::Near, ..one });
        }
    }
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all.truncate(super::near::MOST);
    all
}

/// The area that a unit of a list is: the one of its code at its time, if it has its name. A list that
/// gives a place another's code is not believed in it.
fn area_of(known: &AreaTable, unit: &Unit) -> Option<AreaAt> {
    if unit.kind != UnitKind::Area {
        return None;
    }
    let code = unit.code.as_str();
    let (former, present) = match code.split_once('@') {
        Some((_, "2024")) => (known.keyed(code), None),
        Some(_) => (None, known.keyed(code)),
        None => (known.former(code), known.present(code)),
    };
    let ended = unit.valid_to.is_some_and(|to| to < REFORM);
    let young = unit.valid_from.is_some_and(|from| from >= REFORM);
    let former = former.filter(|_| !young);
    let present = present.filter(|_| !ended);
    let named = |at: &AreaAt| nation::is_called(*at, std::iter::once(&unit.name).chain(&unit.aliases));
    [present, former].into_iter().flatten().find(named)
}

/// The one place that took a former one's whole place by a day.
fn heir(at: AreaAt, day: Date) -> Option<AreaAt> {
    match nation::succeeded(at, day)? {
        [heir] => Some(*heir),
        _ => None,
    }
}

/// What an impossible place would be.
fn nobody() -> Unit {
    Unit {
        code: UnitCode::new(""),
        name: String::new(),
        kind: UnitKind::Area,
        level: Level::Central,
        parent: None,
        aliases: Vec::new(),
        emails: Vec::new(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    }
}
