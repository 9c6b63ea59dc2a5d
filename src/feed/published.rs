//! The lines that the last run published, as they go into a dashboard.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::table::key;
use crate::report::csv_table;
use crate::report::tables::{self, ExcelColumn, MOST_LINES};

/// The lines of one table.
#[derive(Debug)]
pub(super) struct TableLines {
    /// Its name.
    pub(super) name: &'static str,
    /// Its columns, as the program knows them.
    pub(super) columns: &'static [ExcelColumn],
    records: Vec<csv::StringRecord>,
}

impl TableLines {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// What stands in a line's column, both zero-based; nothing past the last line.
    pub(super) fn get(&self, line: usize, column: usize) -> &str {
        self.records.get(line).and_then(|record| record.get(column)).map_or("", csv_table::unguarded)
    }

    /// The column of a name, whatever its case and spaces.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        self.columns.iter().position(|column| key(column.name) == wanted)
    }

    /// Whether no sheet could hold them below a header.
    pub(super) fn is_too_long(&self) -> bool {
        MOST_LINES < self.records.len()
    }
}

/// What the last run published for dashboards.
#[derive(Debug)]
pub struct PublishedTables {
    pub(super) tables: Vec<TableLines>,
}

/// Why the published lines cannot be taken.
#[derive(Debug)]
pub struct Unpublished {
    /// The file that is not there or not as it was written.
    pub path: PathBuf,
    /// What is wrong with it.
    pub cause: io::Error,
}

impl PublishedTables {
    /// Reads `data/tbl*.csv` of a period's folder.
    pub fn read(folder: &Path) -> Result<PublishedTables, Unpublished> {
        let mut read = Vec::new();
        for table in &tables::TABLES {
            let path = folder.join("data").join(format!("{}.csv", table.name));
            let failed = |cause| Unpublished { path: path.clone(), cause };
            let bytes = fs::read(&path).map_err(failed)?;
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            let headers = reader.headers().map_err(|error| failed(error.into()))?;
            if !headers.iter().eq(table.columns.iter().map(|column| column.name)) {
                let other = io::Error::new(io::ErrorKind::InvalidData, "do phiên bản khác viết");
                return Err(failed(other));
            }
            let records = reader.records().collect::<csv::Result<Vec<_>>>();
            let records = records.map_err(|error| failed(error.into()))?;
            read.push(TableLines { name: table.name, columns: table.columns, records });
        }
        Ok(PublishedTables { tables: read })
    }
}
