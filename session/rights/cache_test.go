package rights_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"latchkey/session/internal/filelock"
	"latchkey/session/rights"
)

// today is the moment at which most tests begin.
var today = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

var mila = rights.Key{Issuer: "https://id.example", Subject: "mila", Organization: "o1", ClientID: "c"}

func newCache(t *testing.T) (*rights.Cache, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "rights")
	return rights.NewCache(folder, rights.CacheOptions{Now: func() time.Time { return today }}), folder
}

// sampleSnapshot has everything that a snapshot can hold, of two sources.
func sampleSnapshot(t *testing.T) rights.Snapshot {
	t.Helper()
	endpoint := rights.Part{
		Source: "endpoint", FetchedAt: today, ServerDate: today.Add(-time.Second), ETag: `W/"<1>"`,
		Answer: rights.Answer{
			Version: 1, Subject: "mila", Issuer: "https://id.example", Organization: rights.Organization{ID: "o1", Name: "Bureau"},
			CheckedAt: today, ValidUntil: today.Add(24 * time.Hour), OfflineUntil: today.Add(30 * 24 * time.Hour),
			Rights: []rights.Right{
				{ID: "tekla.warehouse", Name: "Tekla Warehouse", State: rights.Granted, Source: "organization", Until: today.Add(100 * 24 * time.Hour)},
				{ID: "soon", State: rights.Granted, Until: today.Add(90*time.Minute + 5*time.Nanosecond)},
				{ID: "over", Name: "Ümläut 建築 🏗", State: rights.Granted, Until: today.Add(-time.Hour)},
				{ID: "b", Name: "b", State: rights.SeatLimit, Reason: "all seats are taken"},
				{ID: "odd id, with spaces", Name: "n", State: rights.Unknown, Source: "neighbor"},
			},
			Pending: []rights.Pending{{Kind: "group", Name: "Site", AcceptURL: "https://id.example/accept?a=1&b=2"}, {}},
		},
	}
	claims := rights.Part{Source: "claims", FetchedAt: today.Add(-time.Hour), Answer: rights.Answer{
		Version: 1, Rights: []rights.Right{{ID: "b", Name: "b", State: rights.Granted, Source: rights.SourceClaim}}, Pending: []rights.Pending{},
	}}
	return rights.Snapshot{}.With(endpoint).With(claims)
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	cache, folder := newCache(t)
	if _, err := cache.Load(mila); !errors.Is(err, rights.ErrNone) {
		t.Fatalf("before: %v", err)
	}
	want := sampleSnapshot(t)
	if err := cache.Save(mila, want); err != nil {
		t.Fatal(err)
	}
	if got, err := cache.Load(mila); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, err)
	}
	for _, other := range []rights.Key{{Issuer: "https://id.example"}, {Issuer: mila.Issuer, Subject: "milao", Organization: "1", ClientID: "c"}} {
		if _, err := cache.Load(other); !errors.Is(err, rights.ErrNone) {
			t.Errorf("%+v: %v", other, err)
		}
	}
	files, err := cache.Files()
	if err != nil || len(files) != 1 || filepath.Dir(files[0]) != folder || len(filepath.Base(files[0])) != 64+5 {
		t.Fatalf("files %v, %v", files, err)
	}
}

func TestADamagedFileIsSaidToBeDamaged(t *testing.T) {
	cache, _ := newCache(t)
	if err := cache.Save(mila, sampleSnapshot(t)); err != nil {
		t.Fatal(err)
	}
	files, _ := cache.Files()
	whole, _ := os.ReadFile(files[0])
	other := mila
	other.Subject = "eve"
	if err := cache.Save(other, sampleSnapshot(t)); err != nil {
		t.Fatal(err)
	}
	both, _ := cache.Files()
	for _, path := range both {
		if path != files[0] {
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, loadErr := cache.Load(other)
	_, lookErr := cache.Look(other, []string{"b"})
	_, sumErr := cache.Summary(other)
	for _, err := range []error{loadErr, lookErr, sumErr} {
		if !errors.Is(err, rights.ErrDamaged) {
			t.Errorf("another person's file under this name: %v", err)
		}
	}
	for _, content := range []string{"", "{}", "\n", string(whole[:100]), string(whole[:len(whole)-1]), string(whole) + "x"} {
		if err := os.WriteFile(files[0], []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := cache.Load(mila); !errors.Is(err, rights.ErrDamaged) {
			t.Errorf("load %.20q: %v", content, err)
		}
		if _, err := cache.Look(mila, []string{"b"}); !errors.Is(err, rights.ErrDamaged) {
			t.Errorf("look at %.20q: %v", content, err)
		}
	}
	if err := cache.Save(mila, sampleSnapshot(t)); err != nil {
		t.Fatalf("a damaged file is replaced: %v", err)
	}
}

func TestAWriterThatStartedBeforeAClearLoses(t *testing.T) {
	cache, _ := newCache(t)
	late := sampleSnapshot(t)
	late.Generation, _ = cache.Generation()
	if err := cache.Save(mila, late); err != nil {
		t.Fatal(err)
	}
	removed, err := cache.Clear()
	if err != nil || len(removed) != 1 {
		t.Fatalf("removed %v, %v", removed, err)
	}
	if err := cache.Save(mila, late); !errors.Is(err, rights.ErrSuperseded) {
		t.Fatalf("the late writer: %v", err)
	}
	if _, err := cache.Load(mila); !errors.Is(err, rights.ErrNone) {
		t.Fatalf("resurrected: %v", err)
	}
	if late.Generation, err = cache.Generation(); err != nil || late.Generation != 1 {
		t.Fatalf("generation %d, %v", late.Generation, err)
	}
	if err := cache.Save(mila, late); err != nil {
		t.Fatal(err)
	}
	if number, err := cache.Bump(); err != nil || number != 2 {
		t.Fatalf("bumped to %d, %v", number, err)
	}
	if _, err := cache.Load(mila); err != nil {
		t.Fatalf("bumping removes nothing: %v", err)
	}
}

func TestClearRacesWithManyWriters(t *testing.T) {
	cache, _ := newCache(t)
	late := sampleSnapshot(t)
	started, cleared := make(chan struct{}), make(chan struct{})
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			<-started
			for range 5 {
				if err := cache.Save(mila, late); err != nil && !errors.Is(err, rights.ErrSuperseded) {
					t.Error(err)
				}
			}
			<-cleared
			if err := cache.Save(mila, late); !errors.Is(err, rights.ErrSuperseded) {
				t.Errorf("after the clear: %v", err)
			}
		})
	}
	close(started)
	if _, err := cache.Clear(); err != nil {
		t.Error(err)
	}
	close(cleared)
	writers.Wait()
	if files, _ := cache.Files(); len(files) != 0 {
		t.Fatalf("resurrected: %v", files)
	}
}

func TestADamagedGenerationIsReplacedByAHigherOne(t *testing.T) {
	cache, folder := newCache(t)
	if _, err := cache.Bump(); err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{"", "x", "-1", "18446744073709551615"} {
		if err := os.WriteFile(filepath.Join(folder, "generation"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		late := sampleSnapshot(t)
		late.Generation = 1
		if err := cache.Save(mila, late); !errors.Is(err, rights.ErrDamaged) {
			t.Errorf("%q: save gives %v", content, err)
		}
		number, err := cache.Generation()
		if err != nil || number < 1000 {
			t.Errorf("%q: generation %d, %v", content, number, err)
		}
		if err := cache.Save(mila, late); !errors.Is(err, rights.ErrSuperseded) {
			t.Errorf("%q: then %v", content, err)
		}
	}
}

func TestClearNeedsToReadNothing(t *testing.T) {
	cache, folder := newCache(t)
	if err := cache.Save(mila, sampleSnapshot(t)); err != nil {
		t.Fatal(err)
	}
	files, _ := cache.Files()
	victim := filepath.Join(t.TempDir(), "victim")
	err := errors.Join(os.WriteFile(victim, []byte("victim"), 0o600), os.Remove(files[0]),
		os.WriteFile(filepath.Join(folder, "notes.txt"), nil, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink(victim, files[0]), os.Symlink(victim, filepath.Join(folder, "generation"))); err != nil {
		t.Skipf("no links here: %v", err)
	}
	removed, err := cache.Clear()
	if err != nil || !reflect.DeepEqual(removed, files) {
		t.Fatalf("removed %v, %v", removed, err)
	}
	if data, _ := os.ReadFile(victim); string(data) != "victim" {
		t.Fatal("a link was followed")
	}
	if _, err := os.Stat(filepath.Join(folder, "notes.txt")); err != nil {
		t.Fatal("a foreign file was removed")
	}
}

func TestForgetRemovesOnePersonForGood(t *testing.T) {
	cache, _ := newCache(t)
	other := mila
	other.Subject = "piet"
	late := sampleSnapshot(t)
	for _, key := range []rights.Key{mila, other} {
		if err := cache.Save(key, late); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := cache.Forget(mila); err != nil {
			t.Fatal(err)
		}
	}
	if err := cache.Save(mila, late); !errors.Is(err, rights.ErrSuperseded) {
		t.Errorf("a late writer: %v", err)
	}
	if _, err := cache.Load(mila); !errors.Is(err, rights.ErrNone) {
		t.Errorf("mila: %v", err)
	}
	if _, err := cache.Load(other); err != nil {
		t.Errorf("piet: %v", err)
	}
}

func TestABusyCacheIsSaidToBeBusy(t *testing.T) {
	folder := t.TempDir()
	cache := rights.NewCache(folder, rights.CacheOptions{Wait: time.Millisecond})
	lock, err := filelock.Acquire(t.Context(), filepath.Join(folder, "rights.lock"), true)
	if err != nil || lock == nil {
		t.Fatal(err)
	}
	if err := cache.Save(mila, sampleSnapshot(t)); !errors.Is(err, rights.ErrBusy) {
		t.Errorf("got %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
}
