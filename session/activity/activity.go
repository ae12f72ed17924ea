// Package activity keeps a log of what happened on this computer: activity.jsonl, one JSON object a line, for people and for those who
// help them. It is not for secrets, texts or errors: every value is limited to an alphabet and a length of its own, and an event with any
// other is not written and not read. Nothing depends on it: who cannot write it goes on.
package activity

import (
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// The results of what happened.
const (
	OK        = "ok"
	Failed    = "failed"
	Partly    = "partly"    // something is left to do
	Cancelled = "cancelled" // by the person
)

// Event is one thing that happened. What, Result, Problem, Provider and Subject are codes: lower-case letters, digits and "_.:@,/+-", up
// to 100 bytes.
type Event struct {
	At       time.Time      `json:"at"` // UTC
	What     string         `json:"what"`
	Result   string         `json:"result"`
	Problem  string         `json:"problem,omitempty"`
	Account  string         `json:"account,omitempty"` // its id: 16 hex digits
	Provider string         `json:"provider,omitempty"`
	Subject  string         `json:"subject,omitempty"` // a scope, a setting's key, a check
	Counts   map[string]int `json:"counts,omitempty"`
	Seconds  float64        `json:"seconds,omitempty"` // how long it took; 0: nobody measured
	Version  string         `json:"version,omitempty"` // of Latchkey
	Policy   string         `json:"policy,omitempty"`  // a short digest; empty: nothing is decided for this computer
	Facts    *Facts         `json:"facts,omitempty"`   // nil: nobody looked
}

// Facts are what can be other when it no longer works.
type Facts struct {
	Proxy        string       `json:"proxy,omitempty"`         // address without user; empty: none
	CAIssuer     string       `json:"ca_issuer,omitempty"`     // who vouched for the provider; empty: not known
	ClockAhead   int          `json:"clock_ahead,omitempty"`   // minutes, negative is behind; 0: within one, or not known
	Organization Organization `json:"organization,omitzero"`   // of the account
	Apps         []string     `json:"apps,omitempty"`          // "sketchup@2024", sorted
	AppsUnknown  bool         `json:"apps_unknown,omitempty"`  // nobody looked for apps
	ProxyUnknown bool         `json:"proxy_unknown,omitempty"` // it could not be found out
}

// Organization is as the provider names it.
type Organization struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// Log is the log in a file and, when that is full, an older one beside it. It is safe for several goroutines and processes.
type Log struct {
	file string

	mu    sync.Mutex
	known reading // what List has read last
}

// New gives the log in a file whose name ends in ".jsonl". Nothing is touched until it is used.
func New(file string) *Log { return &Log{file: file} }

// Files are the places of the log: the newer first.
func (l *Log) Files() []string {
	base := strings.TrimSuffix(l.file, ".jsonl")
	return []string{l.file, filepath.Clean(base + ".1.jsonl")}
}
