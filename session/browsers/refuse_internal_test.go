package browsers

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// refused checks that a store is counted with a state and a reason, that a removal fails, and that neither changes a byte.
func refused(t *testing.T, what string, p Profile, state, reason string, kind error) {
	t.Helper()
	before := snapshot(t, p.Root)
	h := quiet().count(t.Context(), p, []string{host})
	if h.State != state || h.Reason != reason {
		t.Errorf("%s: counted %+v", what, h)
	}
	removal, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}})
	var of *StoreError
	if !errors.Is(err, kind) || !errors.As(err, &of) || of.Reason != reason || len(removal.Removed) != 0 {
		t.Errorf("%s: removed %+v, %v", what, removal, err)
	}
	same(t, what, before, snapshot(t, p.Root))
}

func TestALayoutThatIsNotKnownIsRefused(t *testing.T) {
	for _, k := range kinds {
		l := layouts[k.family]
		setVersion := "UPDATE meta SET value='99' WHERE key='version'"
		if k.family == FamilyFirefox {
			setVersion = "PRAGMA user_version=99"
		}
		for _, c := range []struct{ what, statement, reason string }{
			{"newer", setVersion, whyVersion + ": 99"},
			{"older", strings.Replace(setVersion, "99", "2", 1), whyVersion + ": 2"},
			{"no column of hosts", "ALTER TABLE " + l.table + " RENAME COLUMN " + l.host + " TO elsewhere", whyVersion},
			{"no table", "ALTER TABLE " + l.table + " RENAME TO elsewhere", whyVersion},
			{"a trigger", "CREATE TRIGGER t AFTER DELETE ON " + l.table + " BEGIN DELETE FROM " + l.table + "; END", whyTrigger},
			{"a view", "ALTER TABLE " + l.table + " RENAME TO elsewhere; CREATE VIEW " + l.table + " AS SELECT * FROM elsewhere", whyVersion},
			{
				"another kind of table",
				"DROP TABLE " + l.table + "; CREATE VIRTUAL TABLE " + l.table + " USING fts5(host_key, host, top_frame_site_key, originAttributes)",
				whyVersion,
			},
		} {
			p := k.profile(t, mixed(k.family)...)
			db := plain(t, p.Stores[0])
			must(t, db, c.statement)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			refused(t, k.name+": "+c.what, p, StateUnknownSchema, c.reason, ErrUnknownSchema)
		}
	}
	k := kindOf(t, "firefox 17")
	p := k.profile(t)
	db := plain(t, p.Stores[0])
	must(t, db, "DROP TABLE moz_cookies; CREATE TABLE moz_cookies(host TEXT, name TEXT)")
	_ = db.Close()
	refused(t, "no attributes", p, StateUnknownSchema, whyVersion, ErrUnknownSchema)
}

func TestANewerLayoutIsStillCounted(t *testing.T) {
	k := kindOf(t, "chromium 24")
	k.version = 25
	p := k.profile(t, mixed(k.family)...)
	if h := quiet().count(t.Context(), p, []string{host}); h.State != StateUnknownSchema || sum(h.Hosts) != 5 || !strings.HasSuffix(h.Reason, ": 25") {
		t.Errorf("%+v", h)
	}
}

func TestADamagedStoreIsRefused(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		db := plain(t, p.Stores[0])
		must(t, db, "PRAGMA journal_mode=DELETE")
		_ = db.Close()
		content, err := os.ReadFile(p.Stores[0])
		if err != nil {
			t.Fatal(err)
		}
		for what, damage := range map[string]func([]byte) []byte{
			"no header":     func(b []byte) []byte { return append([]byte("not SQLite at all"), b[17:]...) },
			"zeros inside":  func(b []byte) []byte { clear(b[4096:]); return b },
			"cut off":       func(b []byte) []byte { return b[:len(b)-4096] },
			"a few letters": func([]byte) []byte { return []byte("hello") },
		} {
			if err := os.WriteFile(p.Stores[0], damage(slices.Clone(content)), 0o600); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, p.Root)
			removal, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}})
			if !errors.Is(err, ErrDamaged) || len(removal.Removed) != 0 {
				t.Errorf("%s, %s: %+v, %v", k.name, what, removal, err)
			}
			same(t, what, before, snapshot(t, p.Root))
			if err := os.WriteFile(p.Stores[0], content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Damage that a removal would not meet on its way is found nevertheless, and before it.
func TestDamageElsewhereInTheStoreIsFoundBeforeAnythingIsRemoved(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		db := plain(t, p.Stores[0])
		must(t, db, "PRAGMA journal_mode=DELETE")
		must(t, db, "CREATE TABLE other(text)")
		for range 100 {
			must(t, db, "INSERT INTO other VALUES(?)", strings.Repeat("x", 1000))
		}
		_ = db.Close()
		content, err := os.ReadFile(p.Stores[0])
		if err != nil {
			t.Fatal(err)
		}
		clear(content[len(content)-4096:])
		if err := os.WriteFile(p.Stores[0], content, 0o600); err != nil {
			t.Fatal(err)
		}
		before := snapshot(t, p.Root)
		if _, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", k.name, err)
		}
		same(t, k.name, before, snapshot(t, p.Root))
	}
}

func TestAnEmptyStoreHoldsNothing(t *testing.T) {
	k := kindOf(t, "chromium 24")
	p := k.profile(t)
	if err := os.Truncate(p.Stores[0], 0); err != nil {
		t.Fatal(err)
	}
	if h := quiet().count(t.Context(), p, []string{host}); h.State != StateNoCookies {
		t.Errorf("%+v", h)
	}
	if r, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}}); err != nil || len(r.Removed) != 0 || !r.Integrity {
		t.Errorf("%+v, %v", r, err)
	}
	p.Stores = nil
	_ = os.Remove(filepath.Join(p.Path, "Cookies"))
	if h := quiet().count(t.Context(), p, []string{host}); h.State != StateNoCookies {
		t.Errorf("%+v", h)
	}
}

func TestSafariIsGuidedOnly(t *testing.T) {
	p := Profile{Place: Place{ID: "safari", Family: FamilySafari, Root: t.TempDir()}}
	refused(t, "safari", p, StateRefused, whySafari, ErrRefused)
}
