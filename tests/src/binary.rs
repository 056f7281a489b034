//! The built binary: started, asked, killed.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Where the tests find the program: beside their own executable.
#[must_use]
pub fn path() -> PathBuf {
    let own = std::env::current_exe().expect("a test has a path");
    let folder = own.ancestors().find(|folder| folder.join("tidings").is_file());
    folder.expect("the binary is not built; run ./test, or cargo build --bin tidings first").join("tidings")
}

/// A command that knows nothing of the tester's own settings.
#[must_use]
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(path());
    command.args(arguments).env_clear().env("HOME", "/nonexistent").stdin(Stdio::null());
    command
}

/// Runs to the end.
#[must_use]
pub fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the binary runs")
}

/// Runs to the end with a text on standard input.
#[must_use]
pub fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    use std::io::Write;
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer ends").expect("the binary reads its input");
    output
}

/// A running process that is killed when the test lets go of it.
#[derive(Debug)]
pub struct Running {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Running {
    /// Starts the program; what it prints to standard output can be read line by line.
    #[must_use]
    pub fn start(arguments: &[&str]) -> Self {
        Self::logging_to(arguments, Stdio::inherit())
    }

    /// Starts the program with its log going elsewhere.
    #[must_use]
    pub fn logging_to(arguments: &[&str], log: Stdio) -> Self {
        let mut child =
            command(arguments).stdout(Stdio::piped()).stderr(log).spawn().expect("the binary runs");
        let stdout = child.stdout.take().expect("standard output is piped");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// The next printed line that fits, within `seconds`.
    pub fn line(&self, seconds: u64, fits: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(seconds))
                .expect("the program printed no such line in time");
            if fits(&line) {
                return line;
            }
        }
    }

    /// The address that is printed when the first page can be read, without the slash at its end.
    #[must_use]
    pub fn address(&self) -> String {
        let line = self.line(60, |line| line.contains("http://"));
        let start = line.find("http://").expect("the line has an address");
        let address: String = line.chars().skip(start).take_while(|c| !c.is_whitespace()).collect();
        address.trim_end_matches('/').to_owned()
    }

    /// Process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the process to end with a signal such as `TERM`; whether it ended well within `seconds`.
    #[must_use]
    pub fn ends_after(mut self, signal: &str, seconds: u64) -> bool {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.id().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "the signal is sent");
        for _ in 0..seconds * 20 {
            if let Some(status) = self.child.try_wait().expect("the process can be asked") {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }

    /// Ends the process at once, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("the process can be killed");
        self.child.wait().expect("the process ends");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a finished program printed, as text.
#[must_use]
pub fn text(mut bytes: &[u8]) -> String {
    let mut text = String::new();
    bytes.read_to_string(&mut text).expect("the program prints UTF-8");
    text
}
