package rights_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"latchkey/session/rights"
)

// world is a computer, its servers and the true time, which the code under test cannot see.
type world struct {
	t      *testing.T
	seed   uint64
	random *rand.Rand
	step   int
	story  []string
	folder string

	now      time.Time     // the true time
	ahead    time.Duration // of this computer's clock
	booted   time.Time
	noUptime bool
	blocked  bool // it cannot be recorded what time it is

	sources []string
	servers map[string]*server
	answers map[string]answer // the last that arrived, of each source

	process  // the one that is used now
	other    process
	snapshot rights.Snapshot

	reference
	shown shown
}

// process is one run of the program, which may go on beside another.
type process struct {
	clock *rights.Clock
	awake *time.Duration // for how long the computer was, since it started
}

// server is what a source would say now.
type server struct {
	rights         []rights.Right
	valid, offline time.Duration // 0: it does not say
}

// answer is what a source said.
type answer struct {
	rights []rights.Right
	end    time.Time
}

// shown counts the cases that a story has to contain.
type shown struct{ heldBack, offline, unnamed, right, setBack int }

var shownMutex sync.Mutex

func (s *shown) add(other shown) {
	shownMutex.Lock()
	defer shownMutex.Unlock()
	s.heldBack += other.heldBack
	s.offline += other.offline
	s.unnamed += other.unnamed
	s.right += other.right
	s.setBack += other.setBack
}

// modelIDs are few, so that sources name the same ones.
var modelIDs = []string{"a", "b", "c", "d", "e"}

func (w *world) wall() time.Time { return w.now.Add(w.ahead) }

func (w *world) uptime() time.Duration { return w.now.Sub(w.booted) }

// block keeps the clock from being recorded for a while: what stands in the place of its lock is no file.
func (w *world) block() {
	if w.blocked {
		w.free()
		return
	}
	w.say("the record is blocked")
	lock := filepath.Join(w.folder, "clock.json.lock")
	w.must(os.RemoveAll(lock), os.Mkdir(lock, 0o700))
	w.blocked = true
}

func (w *world) free() {
	if w.blocked {
		w.say("the record is free")
		w.must(os.RemoveAll(filepath.Join(w.folder, "clock.json.lock")))
		w.blocked = false
	}
}

func (w *world) must(problems ...error) {
	w.t.Helper()
	if err := errors.Join(problems...); err != nil {
		w.t.Fatalf("seed %d step %d: %v", w.seed, w.step, err)
	}
}

// changeMinds gives every server other things to say.
func (w *world) changeMinds() {
	for source, s := range w.servers {
		if w.chance(1, 3) && s.rights != nil {
			continue
		}
		*s = server{rights: []rights.Right{}}
		if w.chance(2, 3) {
			s.valid = w.between(minute, 2*day)
		}
		if w.chance(2, 3) {
			s.offline = w.between(minute, 12*day)
		}
		for _, id := range modelIDs {
			right := rights.Right{ID: id, Name: id + " of " + source, State: rights.Granted}
			if w.chance(2, 3) {
				right.Until = w.now.Add(w.between(-day, 15*day))
			}
			switch w.random.IntN(4) {
			case 0:
				right.State = rights.Denied
			case 1:
				continue
			}
			s.rights = append(s.rights, right)
		}
	}
}

// store puts the snapshot into the cache and takes it out again.
func (w *world) store() {
	cache := rights.NewCache(filepath.Join(w.folder, "rights"), rights.CacheOptions{Now: w.wall})
	if err := cache.Save(mila, w.snapshot); err != nil {
		w.t.Fatalf("seed %d: %v", w.seed, err)
	}
	got, err := cache.Load(mila)
	if err != nil || fmt.Sprint(got.Parts) != fmt.Sprint(w.snapshot.Parts) {
		w.t.Fatalf("seed %d: %v, %+v", w.seed, err, got)
	}
	got.Grace = w.snapshot.Grace
	w.snapshot = got
}
