//! What happened: files seen, decisions, runs; only ever added to.
