//! Faults that tests provoke to prove that no crash reads as a pass.

/// Names of stages and codes of rules that shall panic; `intake` names the one stage whose panic the engine does not
/// catch. Empty, and without any cost, unless the feature `fault-injection` is on.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    #[cfg(feature = "fault-injection")]
    points: Vec<String>,
}

impl Faults {
    /// Makes the stage or rule of this name panic.
    #[cfg(feature = "fault-injection")]
    #[must_use]
    pub fn at(point: &str) -> Self {
        Self { points: vec![point.to_owned()] }
    }

    /// Panics if a fault was asked for here.
    pub(crate) fn strike(&self, _point: &str) {
        #[cfg(feature = "fault-injection")]
        assert!(!self.points.iter().any(|point| point == _point), "injected fault at {_point}");
    }
}
