fn main(){ berth::run() }
