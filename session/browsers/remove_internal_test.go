package browsers

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func isHosts(parents bool) func(string) bool {
	return func(h string) bool {
		return h == host || h == "."+host || parents && h == ".example.com"
	}
}

func not(is func(string) bool) func(string) bool { return func(h string) bool { return !is(h) } }

func TestExactlyTheHostsCookiesAreRemoved(t *testing.T) {
	for _, k := range kinds {
		for _, parents := range []bool{false, true} {
			t.Run(k.name, func(t *testing.T) {
				p := k.profile(t, mixed(k.family)...)
				if err := os.Chmod(p.Stores[0], 0o640); err != nil {
					t.Fatal(err)
				}
				if k.family == FamilyChromium { // as Chromium leaves it
					if err := os.WriteFile(p.Stores[0]+"-journal", nil, 0o600); err != nil {
						t.Fatal(err)
					}
				}
				files, kept := names(t, p.Root), rowsOf(t, p, not(isHosts(parents)))
				counted := quiet().count(t.Context(), p, []string{host})
				if counted.State != StateOK || sum(counted.Hosts) != 5 {
					t.Fatalf("counted %+v", counted)
				}
				removal, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}, Parents: parents})
				if err != nil || !removal.Integrity || removal.Left != 0 {
					t.Fatalf("%+v, %v", removal, err)
				}
				want := 4
				if parents {
					want = 5
				}
				if sum(removal.Removed) != want {
					t.Errorf("removed %+v", removal.Removed)
				}
				if left := rowsOf(t, p, isHosts(parents)); len(left) != 0 {
					t.Errorf("still there: %q", left)
				}
				if now := rowsOf(t, p, not(isHosts(parents))); !slices.Equal(now, kept) {
					t.Errorf("other rows changed:\n%q\n%q", kept, now)
				}
				if now := names(t, p.Root); !slices.Equal(now, files) {
					t.Errorf("files %q became %q", files, now)
				}
				if info, err := os.Stat(p.Stores[0]); err != nil || info.Mode().Perm() != 0o640 {
					t.Errorf("the mode became %v", info.Mode())
				}
				content, err := os.ReadFile(p.Stores[0])
				if err != nil || bytes.Contains(content, []byte("SECRET")) || !bytes.Contains(content, []byte("KEEP-10")) {
					t.Error("a removed cookie can still be found in the file, or a kept one cannot")
				}
			})
		}
	}
}

func TestPartitionsAndContainersAreCounted(t *testing.T) {
	for name, want := range map[string][]HostCount{
		"chromium 24": {{Host: "." + host, Cookies: 1}, {Host: host, Cookies: 3, Partitioned: 2}, {Host: ".example.com", Cookies: 1, Parent: true}},
		"chromium 12": {{Host: "." + host, Cookies: 1}, {Host: host, Cookies: 3}, {Host: ".example.com", Cookies: 1, Parent: true}},
		"firefox 17": {
			{Host: "." + host, Cookies: 1},
			{Host: host, Cookies: 3, Partitioned: 1, Containers: 1},
			{Host: ".example.com", Cookies: 1, Parent: true},
		},
	} {
		k := kindOf(t, name)
		p := k.profile(t, mixed(k.family)...)
		if got := quiet().count(t.Context(), p, []string{host}); !slices.Equal(got.Hosts, want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAllContainersOfFirefoxGo(t *testing.T) {
	k := kindOf(t, "firefox 17")
	p := k.profile(t,
		row{host, "", "a", ""}, row{host, "^userContextId=1", "a", ""}, row{host, "^userContextId=12", "a", ""},
		row{host, "^userContextId=12&partitionKey=%28https%2Cexample.net%29", "a", ""}, row{host, "^privateBrowsingId=1", "a", ""},
		row{host, "^firstPartyDomain=example.net", "a", ""}, row{"other.test", "^userContextId=1", "a", ""})
	removal, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}})
	if err != nil || !slices.Equal(removal.Removed, []HostCount{{Host: host, Cookies: 6, Partitioned: 1, Containers: 2}}) {
		t.Fatalf("%+v, %v", removal, err)
	}
	if left := rowsOf(t, p, func(string) bool { return true }); len(left) != 1 {
		t.Errorf("%q", left)
	}
}

func TestNothingToRemoveChangesNothing(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, row{"other.test", "", "n", "v"})
		before := snapshot(t, p.Root)
		removal, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host, "com", ""}})
		if err != nil || len(removal.Removed) != 0 || !removal.Integrity {
			t.Errorf("%s: %+v, %v", k.name, removal, err)
		}
		same(t, k.name, before, snapshot(t, p.Root))
		if _, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{"co.uk", " "}}); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: no host, yet %v", k.name, err)
		}
	}
}

func same(t *testing.T, what string, before, after map[string]string) {
	t.Helper()
	for path, content := range before {
		if after[path] != content {
			t.Errorf("%s: %s changed", what, filepath.Base(path))
		}
	}
	for path := range after {
		if before[path] == "" {
			t.Errorf("%s: %s was left there", what, filepath.Base(path))
		}
	}
}

func TestBothStoresOfAProfileAreCleared(t *testing.T) {
	k := kindOf(t, "chromium 24")
	p := k.profile(t, mixed(k.family)...)
	content, err := os.ReadFile(p.Stores[0])
	if err != nil {
		t.Fatal(err)
	}
	second := filepath.Join(p.Path, "Network", "Cookies")
	if err := os.Mkdir(filepath.Dir(second), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(second, content, 0o600); err != nil {
		t.Fatal(err)
	}
	removal, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}}) // which did not know of the second one
	if err != nil || sum(removal.Removed) != 8 {
		t.Fatalf("%+v, %v", removal, err)
	}
}

func TestABrowserThatStartsMeanwhileTakesItAllBack(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		all := rowsOf(t, p, func(string) bool { return true })
		d, started := quiet(), false
		d.between = func(moment string) { started = started || moment == "removed" }
		d.holders = func(context.Context, []string) (bool, error) { return started, nil }
		if _, err := d.remove(t.Context(), p, Wanted{Hosts: []string{host}}); !errors.Is(err, ErrRunning) || !started {
			t.Errorf("%s: %v", k.name, err)
		}
		if now := rowsOf(t, p, func(string) bool { return true }); !slices.Equal(now, all) {
			t.Errorf("%s: cookies are gone", k.name)
		}
	}
}

func TestABrowserThatStartsWhileItIsCountedIsTold(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		d, asked := quiet(), 0
		d.holders = func(context.Context, []string) (bool, error) { asked++; return asked > 1, nil }
		if h := d.count(t.Context(), p, []string{host}); h.State != StateRunning || h.Hosts != nil {
			t.Errorf("%s: %+v", k.name, h)
		}
	}
}

// A browser that starts meanwhile shall neither read nor write: the store is locked against both, and no index of the log is shared.
func TestTheStoreIsHeldAloneWhileRowsAreRemoved(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		d, looked := quiet(), 0
		d.between = func(moment string) {
			if _, err := os.Lstat(p.Stores[0] + "-shm"); err == nil {
				t.Errorf("%s: an index of the log is shared when %s", k.name, moment)
			}
			if moment != "removed" {
				return
			}
			looked++
			db := plain(t, p.Stores[0])
			defer func() { _ = db.Close() }()
			var n int
			if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+layouts[k.family].table).Scan(&n); err == nil {
				t.Errorf("%s: somebody else read %d rows", k.name, n)
			}
		}
		if _, err := d.remove(t.Context(), p, Wanted{Hosts: []string{host}}); err != nil || looked == 0 {
			t.Errorf("%s: %v", k.name, err)
		}
	}
}

func TestACancelledRemovalChangesNothing(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		all := rowsOf(t, p, func(string) bool { return true })
		ctx, cancel := context.WithCancel(t.Context())
		d := quiet()
		d.between = func(moment string) {
			if moment == "removed" {
				cancel()
			}
		}
		if _, err := d.remove(ctx, p, Wanted{Hosts: []string{host}}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", k.name, err)
		}
		if now := rowsOf(t, p, func(string) bool { return true }); !slices.Equal(now, all) {
			t.Errorf("%s: cookies are gone", k.name)
		}
	}
}

func TestPathsOfEveryKindAreOpened(t *testing.T) {
	for _, folder := range []string{"with space", "100%", "50%41", "a?b=c&mode=memory", "a#b", "naïve – 日本", "a;b+c", "quo'te\"", "new\nline"} {
		for _, k := range kinds {
			p := k.profileIn(t, filepath.Join(t.TempDir(), folder), mixed(k.family)...)
			if h := quiet().count(t.Context(), p, []string{host}); h.State != StateOK || sum(h.Hosts) != 5 {
				t.Errorf("%q %s: %+v", folder, k.name, h)
			}
			if r, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}}); err != nil || sum(r.Removed) != 4 {
				t.Errorf("%q %s: %+v, %v", folder, k.name, r, err)
			}
		}
	}
}

func TestAddressesOfStores(t *testing.T) {
	for path, want := range map[string]string{
		"/home/a b/100%/Cookies":             "file:///home/a%20b/100%25/Cookies?mode=ro&",
		"C:/Users/Mia/User Data/Cookies":     "file:///C:/Users/Mia/User%20Data/Cookies?mode=ro&",
		"//server/share/User Data?/#Cookies": "file:////server/share/User%20Data%3F/%23Cookies?mode=ro&",
	} {
		if got := address(path, toCount); !strings.HasPrefix(got, want) || strings.Contains(got, "immutable") || strings.Contains(got, "nolock") {
			t.Errorf("%s: %s", path, got)
		}
	}
}
