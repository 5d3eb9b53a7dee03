//! One binary for everything that needs an engine, a module per verb.
