//! The door: arguments, clock, folders, progress, printing, exit status.
