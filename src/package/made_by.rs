//! Which system a zip says that it was made on: the same everywhere, so that the same input gives the same
//! bytes. Libraries write the one they run on into the header of each member («version made by», APPNOTE 4.4.2).

use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{System, ZipArchive};

/// The system that every zip of ours names: its attributes tell permissions, which the other byte would hide.
const SYSTEM: System = System::Unix;

/// Where the system stands in a member's header of the central directory, from the header's start.
const SYSTEM_AT: usize = 5;

/// How a member is written, but for its compression; every zip of ours begins with these.
pub(crate) fn member_options() -> SimpleFileOptions {
    SimpleFileOptions::default().system(SYSTEM)
}

/// Makes a zip that a library wrote say the same on every system.
pub(crate) fn made_the_same(mut zip: Vec<u8>) -> ZipResult<Vec<u8>> {
    let mut members = ZipArchive::new(std::io::Cursor::new(zip.as_slice()))?;
    let headers = (0..members.len())
        .map(|at| Ok(members.by_index_raw(at)?.central_header_start()))
        .collect::<ZipResult<Vec<u64>>>()?;
    for header in headers {
        let at = usize::try_from(header).ok().and_then(|header| header.checked_add(SYSTEM_AT));
        let system = at.and_then(|at| zip.get_mut(at));
        *system.ok_or(ZipError::InvalidArchive("a header outside the zip".into()))? = SYSTEM.into();
    }
    Ok(zip)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;

    use super::*;

    fn zip(options: SimpleFileOptions) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(b"before the zip".to_vec()));
        for name in ["xl/workbook.xml", "Danh sách.xml"] {
            writer.start_file(name, options).expect("a member");
            writer.write_all(b"PK\x01\x02 is no header here").expect("its bytes");
        }
        writer.finish().expect("a zip").into_inner()
    }

    #[test]
    fn a_zip_made_on_windows_is_the_one_made_on_linux() {
        let options = SimpleFileOptions::default();
        let (windows, linux) = (zip(options.system(System::Dos)), zip(options.system(System::Unix)));
        assert_ne!(windows, linux);
        assert_eq!(made_the_same(windows).expect("a zip"), linux);
        assert_eq!(made_the_same(linux.clone()).expect("a zip"), linux);
        assert_eq!(zip(member_options()), linux);
    }
}
