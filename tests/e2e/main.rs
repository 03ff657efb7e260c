//! The contract, kept by a real server on a real socket. A module per behaviour; one binary, so that it is linked once.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test, in what tests have in common too")]

mod archives;
mod backpressure;
mod batch;
mod calls;
mod catalog;
mod contract;
mod deadline;
mod doors;
mod faults;
mod formats;
mod last_year;
mod limits;
mod private;
mod probes;
mod profile;
mod python;
mod support;
