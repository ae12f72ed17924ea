package assets_test

import (
	"testing"

	"latchkey/assets"
)

func BenchmarkText(b *testing.B) {
	words := assets.In("nl")
	for b.Loop() {
		_ = words.Text("problem.server_unreachable.detail")
	}
}
