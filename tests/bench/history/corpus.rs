//! Logs as programs write them, the same bytes every time.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use fastrand::Rng;

/// The length of a log in bytes, about.
const LOG: u64 = 16_000_000;

/// Occurs in one line of all.
pub const RARE: &str = "quota exceeded for tenant 7731";
/// A request's id that occurs in one line.
pub const ID: &str = "5f3a9c01d27be846";

pub struct Corpus {
    /// A log each, the earliest first.
    pub files: Vec<PathBuf>,
    pub bytes: u64,
}

impl Corpus {
    pub fn write(folder: &Path, megabytes: u64) -> Self {
        let mut random = Rng::with_seed(1);
        let count = (megabytes * 1_000_000).div_ceil(LOG);
        let (mut files, mut bytes) = (Vec::new(), 0);
        for number in 0..count {
            let path = folder.join(format!("{number:03}.log"));
            let length = LOG.min(megabytes * 1_000_000 - bytes);
            // A third of the way from the oldest on, where a search that begins with the latest comes late.
            let marks = if number == count / 3 { &[RARE, ID][..] } else { &[] };
            bytes += log(&path, KINDS[number as usize % KINDS.len()], length, marks, &mut random);
            files.push(path);
        }
        Self { files, bytes }
    }
}

pub type Kind = fn(&mut Rng, u64) -> String;

pub const KINDS: [Kind; 5] = [json, web, terminal, service, build];

fn log(path: &Path, kind: Kind, length: u64, marks: &[&str], random: &mut Rng) -> u64 {
    let mut file = BufWriter::new(File::create(path).expect("a log"));
    let (mut written, mut second) = (0, 1_790_000_000);
    let mut marks = marks.iter();
    while written < length {
        second += u64::from(random.u8(0..8) == 0);
        let mut line = kind(random, second);
        if written > length / 2
            && let Some(mark) = marks.next()
        {
            line = format!("{} {mark}\n", line.trim_end());
        }
        file.write_all(line.as_bytes()).expect("a line is written");
        written += line.len() as u64;
    }
    file.flush().expect("a log is written");
    written
}

fn time(second: u64) -> String {
    let time = jiff::Timestamp::from_second(second as i64).expect("a time");
    time.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

fn of<'a>(random: &mut Rng, words: &[&'a str]) -> &'a str {
    words[random.usize(0..words.len())]
}

const PATHS: &[&str] = &[
    "/api/v1/users",
    "/api/v1/orders",
    "/api/v1/orders/items",
    "/static/app.js",
    "/static/app.css",
    "/healthz",
    "/login",
    "/api/v2/search",
    "/metrics",
    "/img/logo.png",
    "/api/v1/carts/checkout",
];

fn json(random: &mut Rng, second: u64) -> String {
    let level = of(random, &["info", "info", "info", "info", "debug", "debug", "warn", "error"]);
    let message = of(
        random,
        &[
            "request served",
            "cache miss",
            "retrying upstream",
            "slow query",
            "timeout after 3000 ms",
            "connection closed by peer",
        ],
    );
    format!(
        "{{\"time\":\"{}.{:03}Z\",\"level\":\"{level}\",\"msg\":\"{message}\",\"path\":\"{}\",\"status\":{},\"took_ms\":{},\"request_id\":\"{:016x}\",\"tenant\":{}}}\n",
        time(second),
        random.u32(0..1000),
        of(random, PATHS),
        of(random, &["200", "200", "200", "304", "404", "500"]),
        random.u32(1..900),
        random.u64(..),
        random.u32(1..5000),
    )
}

fn web(random: &mut Rng, second: u64) -> String {
    let agent = of(
        random,
        &[
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
            "curl/8.9.1",
            "kube-probe/1.31",
            "Prometheus/2.54.1",
        ],
    );
    format!(
        "10.{}.{}.{} - - [{}] \"{} {} HTTP/1.1\" {} {} \"-\" \"{agent}\"\n",
        random.u8(..),
        random.u8(..),
        random.u8(..),
        time(second),
        of(random, &["GET", "GET", "GET", "POST", "PUT"]),
        of(random, PATHS),
        of(random, &["200", "200", "200", "301", "404", "502"]),
        random.u32(100..90_000),
    )
}

fn terminal(random: &mut Rng, _: u64) -> String {
    let permissions = of(random, &["-rw-r--r--", "drwxr-xr-x", "lrwxrwxrwx", "-rwxr-xr-x"]);
    let colour = of(random, &["01;34", "01;36", "01;32", "0"]);
    format!(
        "{permissions} 1 root root {:>9} Nov {:>2} {:02}:{:02} \x1b[{colour}m{}-{}.{}\x1b[0m\r\n",
        random.u32(..10_000_000),
        random.u8(1..29),
        random.u8(0..24),
        random.u8(0..60),
        of(random, &["lib", "module", "index", "config", "test", "README", "build"]),
        random.u32(..100_000),
        of(random, &["so", "py", "json", "md", "rs", "o"]),
    )
}

fn service(random: &mut Rng, second: u64) -> String {
    let class = of(
        random,
        &[
            "o.s.web.DispatcherServlet",
            "c.z.hikari.pool.HikariPool",
            "o.h.e.jdbc.SqlExceptionHelper",
            "c.example.orders.OrderService",
        ],
    );
    if random.u8(0..40) == 0 {
        let frames: String = (0..random.u32(4..20))
            .map(|_| {
                format!(
                    "\tat com.example.{}.{}({}.java:{})\n",
                    of(random, &["orders", "billing", "web"]),
                    of(random, &["handle", "invoke", "doFilter", "process"]),
                    of(random, &["Orders", "Invoices", "Filter"]),
                    random.u32(10..900)
                )
            })
            .collect();
        return format!(
            "{} ERROR {class} - java.lang.IllegalStateException: pool is closed\n{frames}",
            time(second)
        );
    }
    format!(
        "{} {} [{}-{}] {class} - {} in {} ms\n",
        time(second),
        of(random, &["INFO ", "INFO ", "DEBUG", "WARN "]),
        of(random, &["http-nio-8080-exec", "scheduling", "kafka-consumer"]),
        random.u8(1..32),
        of(
            random,
            &[
                "Completed initialization",
                "Fetched order",
                "Committed offsets",
                "Executed query",
                "Acquired connection"
            ]
        ),
        random.u32(1..2000),
    )
}

fn build(random: &mut Rng, _: u64) -> String {
    let package =
        of(random, &["serde", "tokio", "hyper", "regex", "clap", "rand", "syn", "quote", "libc", "bytes"]);
    match random.u8(0..12) {
        0 => format!(
            "\x1b[1m\x1b[33mwarning\x1b[0m\x1b[1m: unused variable: `{package}_{}`\x1b[0m\n",
            random.u32(..1000)
        ),
        1 => format!(
            "  \x1b[1m\x1b[38;5;12m--> \x1b[0msrc/{package}/mod_{}.rs:{}:{}\n",
            random.u32(..500),
            random.u32(1..2000),
            random.u32(1..100)
        ),
        _ => format!(
            "\x1b[1m\x1b[32m   Compiling\x1b[0m {package}-{} v{}.{}.{}\n",
            of(random, &["core", "derive", "macros", "util"]),
            random.u8(0..4),
            random.u8(0..60),
            random.u8(0..30)
        ),
    }
}
