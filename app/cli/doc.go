// Package cli is the command line: arguments become calls of core, its answers
// become text or JSON, and its errors an exit code. Commands, flags, JSON and
// exit codes are a contract that scripts rely on; they change only by adding.
//
// It is not where anything is decided or worded twice: jobs and problems belong
// to core, words about sessions and rights to present. It never ends the
// process; Run returns the exit code.
package cli
