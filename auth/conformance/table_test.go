package conformance_test

import (
	"sync"
	"testing"
)

// row is one requirement, and what proves it.
type row struct {
	id      string
	says    string // the requirement in our own words
	section string // where it stands; empty for a module of the Foundation
	test    func(*testing.T)
	// elsewhere names tests of other packages that prove it, or the rest of it:
	// "app/core TestName", "auth TestName/case".
	elsewhere []string
	partly    string // what is not met, or not tested
	without   string // why the requirement does not apply
}

// chapter is one specification, or one plan of the Foundation.
type chapter struct {
	name, title string
	rows        []row
}

func chapters() []chapter {
	return []chapter{
		nativeApps(), proofKeys(), securityPractice(), issuerParameter(), deviceGrant(), revocation(), discovery(),
		idTokens(), logout(), pushedRequests(), boundTokens(), resources(), serialChain(),
		basicModules(), configModules(), refreshModules(), logoutModules(), otherModules(), fapiModules(),
	}
}

// outcomes is how the tests of this run ended, by chapter and row.
type outcomes struct {
	mu      sync.Mutex
	results map[string]string
}

func (o *outcomes) record(key string, t *testing.T) {
	result := "pass"
	switch {
	case t.Failed():
		result = "FAIL"
	case t.Skipped():
		result = "not run"
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.results[key] = result
}

func (o *outcomes) of(c chapter, r row) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.results[c.name+"/"+r.id]
}

// whole tells whether every row that has a test here was run: with -run, or where
// a machine lacks something, there is nothing to compare.
func (o *outcomes) whole() bool {
	for _, c := range chapters() {
		for _, r := range c.rows {
			if result := o.of(c, r); r.test != nil && (result == "" || result == "not run") {
				return false
			}
		}
	}
	return true
}

// TestConformance runs every row, and compares docs/conformance.md with what that
// gives; LATCHKEY_UPDATE=1 writes it.
func TestConformance(t *testing.T) {
	run := &outcomes{results: map[string]string{}}
	for _, c := range chapters() {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range c.rows {
				if r.test == nil {
					continue
				}
				t.Run(r.id, func(t *testing.T) {
					t.Parallel()
					t.Cleanup(func() { run.record(c.name+"/"+r.id, t) })
					r.test(t)
				})
			}
		})
	}
	if !run.whole() {
		t.Log("the document is not compared: not every row was run")
		return
	}
	compareDocument(t, document(run))
}
