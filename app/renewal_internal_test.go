package app

import "testing"

func TestTokensAreKeptFreshWhileTheWindowIsOpen(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	if jobs.keeping == nil || jobs.keeping.Err() != nil {
		t.Fatal("an open window keeps nothing fresh")
	}
	b.Close()
	b.Rest()
	if jobs.keeping.Err() == nil {
		t.Error("a closed window goes on renewing")
	}
}
