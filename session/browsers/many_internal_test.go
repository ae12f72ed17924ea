package browsers

import (
	"fmt"
	"testing"
)

// many is a store of a person who never cleared it: n cookies of 5,000 hosts, 40 of the identity host.
func many(n int) []row {
	var rows []row
	for i := range n {
		rows = append(rows, row{fmt.Sprintf("www%d.example%d.net", i%50, i%5000), "", fmt.Sprint("name", i), "value-value-value-value-value-value"})
	}
	for i := range 40 {
		rows = append(rows, row{host, "", fmt.Sprint("sid", i), "value"})
	}
	return rows
}

func TestManyCookies(t *testing.T) {
	for _, name := range []string{"chromium 24", "firefox 17"} {
		k := kindOf(t, name)
		p := k.profile(t, many(10_000)...)
		if h := quiet().count(t.Context(), p, []string{host}); sum(h.Hosts) != 40 {
			t.Errorf("%s: %+v", name, h)
		}
		r, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}})
		if err != nil || sum(r.Removed) != 40 || r.Left != 0 || !r.Integrity {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func BenchmarkCount(b *testing.B) {
	for _, name := range []string{"chromium 24", "firefox 17"} {
		b.Run(name, func(b *testing.B) {
			k := kindOf(b, name)
			p := k.profile(b, many(100_000)...)
			for b.Loop() {
				if h := Count(b.Context(), p, []string{host}); sum(h.Hosts) != 40 {
					b.Fatal(h)
				}
			}
		})
	}
}

func BenchmarkRemove(b *testing.B) {
	for _, name := range []string{"chromium 24", "firefox 17"} {
		b.Run(name, func(b *testing.B) {
			k := kindOf(b, name)
			p := k.profile(b, many(100_000)...)
			for b.Loop() {
				if r, err := Remove(b.Context(), p, Wanted{Hosts: []string{host}}); err != nil {
					b.Fatal(r, err)
				}
				b.StopTimer()
				db := plain(b, p.Stores[0])
				k.fill(b, db, many(0))
				_ = db.Close()
				b.StartTimer()
			}
		})
	}
}
