//go:build unix

package session

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"latchkey/session/internal/checked"
)

// FuzzManifest decodes whatever lies in a backup; and, because no fuzzer finds a checksum, the same once more with the right one.
func FuzzManifest(f *testing.F) {
	for _, data := range golden(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := decodeManifest(data, goldenID(data)); err == nil {
			wantSaneManifest(t, m)
		} else if !errors.Is(err, ErrNewer) && manifestReason(err) == "" {
			t.Fatal("no reason")
		}
		var m manifest
		if json.Unmarshal(data, &m) != nil {
			return
		}
		healed, err := checked.Encode(&m, &m.Checksum)
		if err != nil {
			return // a year beyond 9999
		}
		again, err := decodeManifest(healed, m.ID)
		if errors.Is(err, errManifest) || errors.Is(err, ErrNewer) {
			return
		}
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, healed)
		}
		wantSaneManifest(t, again)
	})
}

func wantSaneManifest(t *testing.T, m manifest) {
	t.Helper()
	if m.Schema != BackupSchema || !isBackupID(m.ID) {
		t.Fatalf("schema %q, id %q", m.Schema, m.ID)
	}
	for _, item := range m.Items {
		if !filepath.IsAbs(item.Path) || filepath.Clean(item.Path) != item.Path {
			t.Fatalf("%q is no plain absolute path", item.Path)
		}
	}
	data, err := checked.Encode(&m, &m.Checksum)
	if err != nil {
		t.Fatal(err)
	}
	again, err := decodeManifest(data, m.ID)
	if err != nil || !reflect.DeepEqual(again, m) {
		t.Fatalf("it came back as %+v, %v", again, err)
	}
}

// FuzzRecord does the same with the session file.
func FuzzRecord(f *testing.F) {
	at := time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)
	record := Record{Schema: Schema, WrittenAt: at, WrittenBy: "latchkey 0.1.0", Default: "a", Accounts: []Account{
		{ID: "a", Provider: "example", Email: "mila@example.test", SignedInAt: at, Generation: 7, HasRefresh: true, State: SignedIn},
		{ID: "b", State: SignInNeeded, Problem: "session_ended", ProblemAt: at, Rights: RightsSummary{Count: 2, Granted: 1, CheckedAt: at}},
	}}
	for _, seed := range []Record{record, {Schema: Schema}, {Schema: "latchkey.session/2"}} {
		data, err := encodeRecord(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if record, err := decodeRecord("file", data); err == nil {
			wantSaneRecord(t, record)
		} else if state, reason := describeProblem(err); state != FileNewer && state != FileDamaged || reason == "" {
			t.Fatalf("state %q, reason %q of %v", state, reason, err)
		}
		var record Record
		if json.Unmarshal(data, &record) != nil {
			return
		}
		record.Schema = Schema
		healed, err := encodeRecord(record)
		if err != nil {
			return // accounts that nobody can tell apart, or a year beyond 9999
		}
		again, err := decodeRecord("file", healed)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, healed)
		}
		wantSaneRecord(t, again)
	})
}

func wantSaneRecord(t *testing.T, record Record) {
	t.Helper()
	data, err := encodeRecord(record)
	if err != nil {
		t.Fatal(err)
	}
	again, err := decodeRecord("file", data)
	if err != nil || len(again.Accounts) != len(record.Accounts) || again.Default != record.Default {
		t.Fatalf("it came back as %+v, %v", again, err)
	}
	for i, account := range again.Accounts {
		if account.ID == "" || account.ID != record.Accounts[i].ID || account.Generation != record.Accounts[i].Generation {
			t.Fatalf("account %d came back as %+v", i, account)
		}
	}
}
