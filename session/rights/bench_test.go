package rights_test

import (
	"fmt"
	"testing"
	"time"

	"latchkey/session/rights"
)

const many = 100_000

// manyRights is what a large organization has. A tenth of the rights differ with another seed.
func manyRights(seed int) rights.Snapshot {
	list := make([]rights.Right, many)
	for i := range list {
		list[i] = rights.Right{
			ID: fmt.Sprintf("product.module-%06d", i), Name: fmt.Sprintf("Module %d of the product", i),
			State: rights.Granted, Source: rights.SourceOrganization, Until: today.Add(time.Duration(i%400) * 24 * time.Hour),
		}
		if i%10 == seed {
			list[i].State, list[i].Reason = rights.SeatLimit, "all seats are taken"
		}
	}
	return snapshotOf(rights.Part{Source: "endpoint", FetchedAt: today, ServerDate: today, ETag: `"x"`, Answer: rights.Answer{
		Version: 1, CheckedAt: today, ValidUntil: today.Add(24 * time.Hour), OfflineUntil: today.Add(30 * 24 * time.Hour), Rights: list,
		Pending: []rights.Pending{},
	}})
}

func benchCache(b *testing.B) *rights.Cache {
	b.Helper()
	cache := rights.NewCache(b.TempDir(), rights.CacheOptions{Now: func() time.Time { return today }})
	if err := cache.Save(mila, manyRights(1)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	return cache
}

func BenchmarkSave(b *testing.B) {
	cache, s := benchCache(b), manyRights(1)
	for b.Loop() {
		if err := cache.Save(mila, s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	cache := benchCache(b)
	for b.Loop() {
		if s, err := cache.Load(mila); err != nil || s.Count() != many {
			b.Fatal(err)
		}
	}
}

func BenchmarkLook(b *testing.B) {
	for name, count := range map[string]int{"one": 1, "five": 5, "hundred": 100} {
		b.Run(name, func(b *testing.B) {
			cache := benchCache(b)
			var ids []string
			for i := range count {
				ids = append(ids, fmt.Sprintf("product.module-%06d", many/2+i))
			}
			for b.Loop() {
				if s, err := cache.Look(mila, ids); err != nil || s.Count() != count {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSummary(b *testing.B) {
	cache := benchCache(b)
	for b.Loop() {
		if s, err := cache.Summary(mila); err != nil || s.Parts[0].Count != many {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	before, after := manyRights(1), manyRights(2)
	b.ReportAllocs()
	for b.Loop() {
		if d := rights.Compare(before, after, today); len(d.Lost) != many/10 || len(d.Gained) == 0 {
			b.Fatal(len(d.Lost), len(d.Gained))
		}
	}
}

func BenchmarkObserve(b *testing.B) {
	clock := rights.NewClock(b.TempDir()+"/clock.json", rights.ClockOptions{Now: func() time.Time { return today }})
	s := manyRights(1)
	for b.Loop() {
		clock.Observe(s.Ends())
	}
}
