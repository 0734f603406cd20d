//! What a step of a walk comes to, where the evidence answers it.

/// Where a step stands. The names are public (JSON report).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The person has to look.
    Open,
    /// Evidence shows that it is in order.
    Done,
    /// Evidence shows that it is the cause.
    Culprit,
    /// Evidence that would answer it is missing.
    Needs,
    /// It does not concern this case.
    NotApplicable,
}

impl State {
    /// The public name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Culprit => "culprit",
            Self::Needs => "needs",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// What the case says of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where it stands.
    pub state: State,
    /// Why, in a sentence; for [`State::Needs`], what to paste.
    pub because: Option<String>,
}

impl Answer {
    /// Nothing is known: the person has to look.
    pub const OPEN: Self = Self {
        state: State::Open,
        because: None,
    };

    /// The person has to look, and this helps.
    pub fn open(because: impl Into<String>) -> Self {
        Self::new(State::Open, because)
    }

    /// It is in order.
    pub fn done(because: impl Into<String>) -> Self {
        Self::new(State::Done, because)
    }

    /// It is the cause.
    pub fn culprit(because: impl Into<String>) -> Self {
        Self::new(State::Culprit, because)
    }

    /// It could be answered with this.
    pub fn needs(because: impl Into<String>) -> Self {
        Self::new(State::Needs, because)
    }

    /// It does not concern this case.
    pub fn not_applicable(because: impl Into<String>) -> Self {
        Self::new(State::NotApplicable, because)
    }

    fn new(state: State, because: impl Into<String>) -> Self {
        Self {
            state,
            because: Some(because.into()),
        }
    }
}
