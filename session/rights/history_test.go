package rights_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"latchkey/session/rights"
)

func newHistory(t *testing.T) (*rights.History, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "history.json")
	return rights.NewHistory(file), file
}

func changes(kind string, count int) []rights.Change {
	list := make([]rights.Change, count)
	for i := range list {
		id := fmt.Sprintf("%s-%d", kind, i)
		list[i] = rights.Change{ID: id, Name: id, After: &rights.Right{ID: id, Name: id, State: rights.Granted, Until: today}, AfterPart: "endpoint"}
	}
	return list
}

func entry(account string, number int) rights.Entry {
	return rights.Entry{
		At: today.Add(hour), Account: account, Email: account + "@example.org", Provider: "lab", Cause: "recheck", Step: fmt.Sprint(number),
		Fresh: true, Granted: number, Gained: 1,
		Difference: rights.Difference{Gained: changes("g", 1), Unchanged: 7, Organization: &rights.OrganizationChange{
			Before: rights.Organization{ID: "a"}, After: rights.Organization{Name: "b"},
		}},
	}
}

func TestTheNewestDifferencesAreRemembered(t *testing.T) {
	history, file := newHistory(t)
	if got, err := history.List(); err != nil || len(got) != 0 {
		t.Fatalf("at first: %v, %v", got, err)
	}
	for i := range 53 {
		if err := history.Add(entry("mila", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := history.Add(rights.Entry{Account: "mila", Difference: rights.Difference{Unchanged: 9}}); err != nil {
		t.Fatal(err)
	}
	got, err := rights.NewHistory(file).List()
	if err != nil || len(got) != 50 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	if got[0].Step != "52" || got[49].Step != "3" || !reflect.DeepEqual(got[0], entry("mila", 52)) {
		t.Errorf("got %+v", got[0])
	}
	if info, err := os.Stat(file); err != nil || (os.PathSeparator == '/' && info.Mode().Perm() != 0o600) {
		t.Errorf("got %v, %v", info, err)
	}
}

func TestALongDifferenceIsShortenedAndCounted(t *testing.T) {
	history, _ := newHistory(t)
	for name, c := range map[string]struct{ lost, gained, changed, keptLost, keptGained, keptChanged int }{
		"all long":  {1000, 2000, 3000, 34, 33, 33},
		"one long":  {5, 100_000, 0, 5, 95, 0},
		"it fits":   {50, 25, 25, 50, 25, 25},
		"two equal": {0, 500, 500, 0, 50, 50},
	} {
		e := rights.Entry{Difference: rights.Difference{Lost: changes("l", c.lost), Gained: changes("g", c.gained), Changed: changes("c", c.changed)}}
		if err := history.Add(e); err != nil {
			t.Fatal(err)
		}
		list, err := history.List()
		if err != nil {
			t.Fatal(err)
		}
		got := list[0]
		if got.Lost != c.lost || got.Gained != c.gained || got.Changed != c.changed {
			t.Errorf("%s: counted %d, %d, %d", name, got.Lost, got.Gained, got.Changed)
		}
		d := got.Difference
		if len(d.Lost) != c.keptLost || len(d.Gained) != c.keptGained || len(d.Changed) != c.keptChanged {
			t.Errorf("%s: kept %d, %d, %d", name, len(d.Lost), len(d.Gained), len(d.Changed))
		}
		if len(e.Difference.Lost) != c.lost {
			t.Errorf("%s: the caller's list was shortened", name)
		}
	}
}

func TestOneAccountIsForgotten(t *testing.T) {
	history, file := newHistory(t)
	if err := errors.Join(history.Forget("mila"), history.Remove()); err != nil {
		t.Fatalf("nothing there: %v", err)
	}
	for i, account := range []string{"mila", "piet", "mila"} {
		if err := history.Add(entry(account, i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := history.Forget("mila"); err != nil {
		t.Fatal(err)
	}
	if got, err := history.List(); err != nil || len(got) != 1 || got[0].Account != "piet" {
		t.Fatalf("got %+v, %v", got, err)
	}
	if text, _ := os.ReadFile(file); strings.Contains(string(text), "mila") {
		t.Error("the file still tells")
	}
	if err := history.Forget("piet"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an empty history is a file: %v", err)
	}
}

func TestADamagedHistoryIsAnEmptyOne(t *testing.T) {
	history, file := newHistory(t)
	if err := history.Add(entry("mila", 1)); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"empty": "", "cut off": string(whole[:len(whole)/2]), "edited": strings.Replace(string(whole), `"granted": 1`, `"granted": 2`, 1),
		"followed": string(whole) + "x", "oversized": string(whole) + strings.Repeat(" ", 5<<20), "other": "[]",
	} {
		t.Run(name, func(t *testing.T) {
			damage := func() {
				t.Helper()
				if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			damage()
			if got, err := history.List(); !errors.Is(err, rights.ErrDamaged) || len(got) != 0 {
				t.Errorf("list: %+v, %v", got, err)
			}
			if err := history.Add(entry("mila", 9)); !errors.Is(err, rights.ErrDamaged) {
				t.Errorf("add: %v", err)
			}
			if got, err := history.List(); err != nil || len(got) != 1 || got[0].Step != "9" {
				t.Errorf("after it: %+v, %v", got, err)
			}
			damage()
			if err := history.Forget("piet"); !errors.Is(err, rights.ErrDamaged) {
				t.Errorf("forget: %v", err)
			}
			if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("what cannot be read stays: %v", err)
			}
			damage()
			if err := history.Remove(); err != nil {
				t.Errorf("remove: %v", err)
			}
		})
	}
}

func TestAHistoryNeverGrowsTooLargeToBeRead(t *testing.T) {
	history, _ := newHistory(t)
	e := rights.Entry{Difference: rights.Difference{Gained: changes("g", 100)}}
	for i := range e.Difference.Gained {
		e.Difference.Gained[i].After.Reason = strings.Repeat("<", 1000) // each is six bytes of JSON
	}
	for range 9 {
		if err := history.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := history.List(); err != nil || len(got) < 4 || len(got) > 7 {
		t.Errorf("%d entries, %v", len(got), err)
	}
}

func TestManyRememberAtOnce(t *testing.T) {
	_, file := newHistory(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 5 {
				if err := rights.NewHistory(file).Add(entry("mila", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if got, err := rights.NewHistory(file).List(); err != nil || len(got) != 20 {
		t.Errorf("%d entries, %v", len(got), err)
	}
}
