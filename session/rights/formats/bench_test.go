package formats_test

import (
	"bytes"
	"fmt"
	"testing"

	"latchkey/session/rights/formats"
)

// manyRights is an answer of the size that a large organization's may have: about 12 MB for 100,000.
func manyRights(count int) []byte {
	var body bytes.Buffer
	body.WriteString(`{"version":1,"subject":"mila","issuer":"https://id.example","checked_at":"2026-11-22T12:00:00Z","rights":[`)
	for i := range count {
		if i > 0 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, `{"id":"site.area.%06d","name":"Area %d","state":"granted","reason":"","source":"organization","until":"2027-03-31"}`, i, i)
	}
	body.WriteString(`]}`)
	return body.Bytes()
}

func BenchmarkEndpoint100000(b *testing.B) {
	body := manyRights(100_000)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if answer, err := formats.Endpoint(body); err != nil || len(answer.Rights) != 100_000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkEndpoint10(b *testing.B) {
	body := manyRights(10)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := formats.Endpoint(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResources100000(b *testing.B) {
	var body bytes.Buffer
	body.WriteString(`{"results":[{"type":"app","id":"r"}`)
	for i := range 100_000 {
		fmt.Fprintf(&body, `,{"type":"app","id":"site.area.%06d","properties":{"name":"Area %d"}}`, i, i)
	}
	body.WriteString(`]}`)
	b.SetBytes(int64(body.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if page, err := formats.ReadResources(body.Bytes(), "app", ""); err != nil || len(page.Rights) != 100_001 {
			b.Fatal(err)
		}
	}
}

func BenchmarkUMA100000(b *testing.B) {
	var body bytes.Buffer
	body.WriteString(`[{"rsid":"r"}`)
	for i := range 50_000 {
		fmt.Fprintf(&body, `,{"rsid":"6f2d9b1e-%06d","rsname":"Area %d","scopes":["view"]}`, i, i)
	}
	body.WriteString(`]`)
	b.SetBytes(int64(body.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if answer, err := formats.UMA(body.Bytes(), "i", "s", noon); err != nil || len(answer.Rights) != 100_001 {
			b.Fatal(err)
		}
	}
}
