package browsers

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/publicsuffix"
)

func TestWhichRowsBelongToAHost(t *testing.T) {
	for _, c := range []struct {
		host, column string
		want         relation
	}{
		{"id.example.com", "id.example.com", own},
		{"id.example.com", ".id.example.com", own},
		{"ID.Example.COM:8443", ".id.example.com", own},
		{"id.example.com.", "ID.EXAMPLE.COM", own},
		{"id.example.com", ".example.com", wider},
		{"id.example.com", "example.com", unrelated}, // of that host alone: never sent to this one
		{"id.example.com", ".com", unrelated},
		{"id.example.com", "com", unrelated},
		{"id.example.com", "xid.example.com", unrelated},
		{"id.example.com", "sub.id.example.com", unrelated},
		{"id.example.com", ".sub.id.example.com", unrelated},
		{"id.example.com", "..id.example.com", unrelated},
		{"id.example.com", "id.example.com.", unrelated},
		{"id.example.com", "", unrelated},
		{"id.example.com", ".", unrelated},
		{"a.b.example.co.uk", ".b.example.co.uk", wider},
		{"a.b.example.co.uk", ".example.co.uk", wider},
		{"a.b.example.co.uk", ".co.uk", unrelated},
		{"mia.github.io", ".github.io", unrelated}, // everybody's
		{"mia.github.io", ".mia.github.io", own},
		{"github.io", "github.io", unrelated},
		{"co.uk", ".co.uk", unrelated},
		{"com", "com", unrelated},
		{"www.city.kawasaki.jp", ".city.kawasaki.jp", wider},
		{"a.b.kawasaki.jp", ".b.kawasaki.jp", unrelated},
		{"localhost", "localhost", own},
		{"localhost:8080", "localhost", own},
		{"sso", "sso", own},
		{"id.corp.local", ".corp.local", wider},
		{"id.corp.local", ".local", unrelated},
		{"127.0.0.1:80", "127.0.0.1", own},
		{"127.0.0.1", ".0.0.1", unrelated},
		{"[::1]:80", "[::1]", own},
		{"::1", "::1", own},
		{"bücher.example", "xn--bcher-kva.example", own},
		{"XN--BCHER-KVA.example", "bücher.example", own},
		{"id.bücher.example", ".xn--bcher-kva.example", wider},
		{"my_host.example.com", ".my_host.example.com", own},
		{"*.example.com", "id.example.com", unrelated},
		{"", "", unrelated},
	} {
		if got := relateAny(newTargets([]string{c.host}), c.column); got != c.want {
			t.Errorf("%q and %q: %d", c.host, c.column, got)
		}
	}
}

// reference says the same as relate in another way: by what a browser would send, from RFC 6265 section 5.1.3, and the list of suffixes.
func reference(host, column string) relation {
	column = strings.ToLower(column)
	domain, dotted := strings.CutPrefix(column, ".")
	if domain == "" || host == "" {
		return unrelated
	}
	suffix := func(name string) bool {
		public, icann := publicsuffix.PublicSuffix(name)
		return public == name && (icann || strings.Contains(name, "."))
	}
	switch {
	case suffix(host):
		return unrelated
	case domain == host:
		return own
	case !dotted, !strings.HasSuffix(host, "."+domain), suffix(domain), !strings.Contains(domain, "."):
		return unrelated
	}
	return wider
}

func TestMatchingAgreesWithTheReference(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 7))
	labels := []string{"id", "a", "b", "example", "com", "co", "uk", "github", "io", "x-y", "local", "kawasaki", "jp", "compute", "amazonaws"}
	name := func() string {
		var parts []string
		for range 1 + random.IntN(4) {
			parts = append(parts, labels[random.IntN(len(labels))])
		}
		return strings.Join(parts, ".")
	}
	seen := map[relation]int{}
	for range 200_000 {
		host := name()
		column := name()
		switch random.IntN(4) { // pairs that have to do with each other are rare by chance
		case 0:
			column = host
		case 1:
			column = labels[random.IntN(len(labels))] + "." + host
		case 2:
			_, column, _ = strings.Cut(host, ".")
		}
		if random.IntN(2) == 0 {
			column = "." + column
		}
		if random.IntN(4) == 0 {
			column = strings.ToUpper(column)
		}
		got, want := relateAny(newTargets([]string{host}), column), reference(host, column)
		if got != want {
			t.Fatalf("%q and %q: %d, want %d", host, column, got, want)
		}
		seen[got]++
	}
	if seen[own] < 1000 || seen[wider] < 1000 || seen[unrelated] < 1000 {
		t.Errorf("the pairs were poor: %v", seen)
	}
}

func FuzzHosts(f *testing.F) {
	f.Add("id.example.com", ".example.com")
	f.Add("[::1]:80", "::1")
	f.Add("bücher.example", "xn--bcher-kva.example")
	f.Fuzz(func(t *testing.T, host, column string) {
		targets := newTargets([]string{host})
		if relateAny(targets, column) == unrelated {
			return
		}
		name := strings.TrimPrefix(lowerASCII(column), ".")
		if suffix, icann := publicsuffix.PublicSuffix(name); icann && suffix == name {
			t.Errorf("%q takes the public suffix %q", host, column)
		}
		if name == "" || len(targets) != 1 {
			t.Errorf("%q takes %q", host, column)
		}
	})
}
