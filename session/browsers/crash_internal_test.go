package browsers

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	childKind, childRoot, childMoment = "LATCHKEY_TEST_KIND", "LATCHKEY_TEST_ROOT", "LATCHKEY_TEST_MOMENT"
)

// child runs one test of this file again, in a process that ends itself hard.
func child(t *testing.T, k kind, root, moment string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), childKind+"="+k.name, childRoot+"="+root, childMoment+"="+moment)
	output, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(err.Error(), "killed") && !strings.Contains(err.Error(), "exit status 1") {
		t.Fatalf("the child was not ended where it should: %v\n%s", err, output)
	}
}

func endHard() {
	self, _ := os.FindProcess(os.Getpid())
	_ = self.Kill()
	select {}
}

func childProfile(t *testing.T) (kind, Profile) {
	k, root := kindOf(t, os.Getenv(childKind)), os.Getenv(childRoot)
	p := Profile{Place: Place{ID: k.family, Family: k.family, Root: root}, Path: filepath.Join(root, "Default")}
	names := storeNames[k.family]
	p.Stores = []string{filepath.Join(p.Path, names[len(names)-1])}
	return k, p
}

func everything(string) bool { return true }

// A removal that is ended at any moment has happened or has not.
func TestARemovalThatIsKilledIsOldOrNew(t *testing.T) {
	if moment := os.Getenv(childMoment); moment != "" {
		_, p := childProfile(t)
		d := quiet()
		d.between = func(now string) {
			if now == moment {
				endHard()
			}
		}
		_, err := d.remove(t.Context(), p, Wanted{Hosts: []string{host}})
		t.Fatalf("not killed: %v", err)
	}
	for _, k := range kinds {
		for moment, isNew := range map[string]bool{"opened": false, "removed": false, "committed": true} {
			p := k.profile(t, mixed(k.family)...)
			old, kept := rowsOf(t, p, everything), rowsOf(t, p, not(isHosts(false)))
			child(t, k, p.Root, moment)
			h := quiet().count(t.Context(), p, []string{host})
			want, left := old, 5
			if isNew {
				want, left = kept, 1
			}
			if h.State != StateOK || sum(h.Hosts) != left {
				t.Errorf("%s, killed when %s: counted %+v", k.name, moment, h)
			}
			if now := rowsOf(t, p, everything); !slices.Equal(now, want) {
				t.Errorf("%s, killed when %s: %q", k.name, moment, now)
			}
			if _, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}}); err != nil {
				t.Errorf("%s, killed when %s, tried again: %v", k.name, moment, err)
			}
			if now := rowsOf(t, p, everything); !slices.Equal(now, kept) {
				t.Errorf("%s, killed when %s, tried again: %q", k.name, moment, now)
			}
		}
	}
}

// A browser of the Firefox family that is killed leaves its cookies in the log alone.
func TestCookiesThatAreOnlyInTheLogAreSeenAndRemoved(t *testing.T) {
	if os.Getenv(childMoment) != "" {
		k, p := childProfile(t)
		db := plain(t, p.Stores[0])
		must(t, db, "PRAGMA locking_mode=EXCLUSIVE")
		must(t, db, "PRAGMA wal_autocheckpoint=0")
		k.fill(t, db, mixed(k.family))
		endHard()
	}
	for _, name := range []string{"firefox 17", "firefox 12"} {
		k := kindOf(t, name)
		p := k.profile(t)
		child(t, k, p.Root, "x")
		if log, err := os.Stat(p.Stores[0] + "-wal"); err != nil || log.Size() == 0 {
			t.Fatalf("there is no log: %v", err)
		}
		before := snapshot(t, p.Root)
		if h := quiet().count(t.Context(), p, []string{host}); h.State != StateOK || sum(h.Hosts) != 5 {
			t.Errorf("counted %+v", h)
		}
		same(t, "counting", before, snapshot(t, p.Root))
		removal, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}})
		if err != nil || sum(removal.Removed) != 4 {
			t.Errorf("%+v, %v", removal, err)
		}
		if now := names(t, p.Root); !slices.Equal(now, p.Stores) {
			t.Errorf("left behind: %q", now)
		}
		if kept := rowsOf(t, p, everything); len(kept) != len(mixed(k.family))-4 {
			t.Errorf("%q", kept)
		}
	}
}

func TestCountingAClosedStoreChangesNoFile(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		before := snapshot(t, p.Root)
		if h := quiet().count(t.Context(), p, []string{host}); h.State != StateOK || sum(h.Hosts) != 5 {
			t.Errorf("%s: %+v", k.name, h)
		}
		same(t, k.name, before, snapshot(t, p.Root))
	}
}

// A browser that is killed within a large change has written a part of it into the store; the journal tells what was there.
func TestAHalfWrittenChangeIsTakenBackBeforeCounting(t *testing.T) {
	if os.Getenv(childMoment) != "" {
		k, p := childProfile(t)
		db := plain(t, p.Stores[0])
		must(t, db, "PRAGMA cache_size=1")
		must(t, db, "BEGIN IMMEDIATE")
		must(t, db, "DELETE FROM cookies")
		for i := range 800 {
			must(t, db, k.insert, "new.test", "", "n"+strings.Repeat("x", i), "v")
		}
		endHard()
	}
	k := kindOf(t, "chromium 24")
	p := k.profile(t, mixed(k.family)...)
	old := rowsOf(t, p, everything)
	child(t, k, p.Root, "x")
	if journal, err := os.Stat(p.Stores[0] + "-journal"); err != nil || journal.Size() == 0 {
		t.Fatalf("there is no journal: %v", err)
	}
	if h := quiet().count(t.Context(), p, []string{host}); h.State != StateOK || sum(h.Hosts) != 5 {
		t.Errorf("counted %+v", h)
	}
	if now := rowsOf(t, p, everything); !slices.Equal(now, old) {
		t.Errorf("%q", now)
	}
}
