use serde::{Deserialize, Serialize};

/// Rules for published ports.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum PortRule {
    #[error("There are {count} ports; {max} are the most. Join some to ranges, such as 8000-8010:8000-8010")]
    PortMany { count: u32, max: u32 },
    #[error("The port \"{port}\" wants a host port that \"{earlier}\" has already; choose another")]
    PortTwice { port: String, earlier: String },
    #[error(
        "A port is empty; write it as CONTAINER, HOST:CONTAINER or IP:HOST:CONTAINER, such as 127.0.0.1:8080:80/tcp; without HOST the engine picks a free port, or remove the line"
    )]
    PortEmpty {},
    #[error("The port \"{port}\" can't be used: {rule}")]
    PortText { port: String, rule: PortTextRule },
}

/// Rules for the parts of a port.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum PortTextRule {
    #[error(
        "write it as CONTAINER, HOST:CONTAINER or IP:HOST:CONTAINER, such as 127.0.0.1:8080:80/tcp; without HOST the engine picks a free port"
    )]
    PortShape {},
    #[error("\"{word}\" is not a protocol it can have; use tcp, udp or sctp")]
    Protocol { word: String },
    #[error("an address needs a host port or nothing, and then the container's port: {address}:{container}")]
    AddressAlone { address: String, container: String },
    #[error(
        "its ranges differ in length ({host} host ports for {container} container ports); make them equal"
    )]
    RangeLengths { host: u32, container: u32 },
    #[error(
        "its ranges differ in length ({host} host ports for {container} container ports); only docker picks a free port of a range. Write one host port, or none: {port}"
    )]
    RangeForOne { host: u32, container: u32, port: u16 },
    #[error("an address in brackets needs its closing one and ports after it, such as [::1]:8080:80")]
    AddressBracket {},
    #[error("\"{address}\" is a name, and engines take addresses only; write 127.0.0.1 or [::1]")]
    AddressName { address: String },
    #[error("\"{address}\" names an interface, which no engine takes; leave out the part from \"%\" on")]
    AddressInterface { address: String },
    #[error("\"{address}\" is not an address; write an IPv4 address, or an IPv6 one in brackets")]
    Address { address: String },
    #[error("\"{text}\" is not a port; ports are numbers from 1 to 65535")]
    PortNumber { text: String },
    #[error("the range {start}-{end} goes backwards; write {end}-{start}")]
    RangeBackwards { start: u16, end: u16 },
}
