package cli

import (
	"slices"
	"testing"
)

func TestARightWhoseIDHoldsACommaIsOne(t *testing.T) {
	known := []string{"CN=Drawing,OU=Groups", "a", "b"}
	isRight := func(id string) bool { return slices.Contains(known, id) }
	for _, row := range []struct{ args, want []string }{
		{[]string{"CN=Drawing,OU=Groups"}, []string{"CN=Drawing,OU=Groups"}},
		{[]string{"a,b", " c "}, []string{"a", "b", "c"}},
		{[]string{"a", "CN=Drawing,OU=Groups", "CN=Other,OU=Groups"}, []string{"a", "CN=Drawing,OU=Groups", "CN=Other", "OU=Groups"}},
		{[]string{","}, []string{}},
	} {
		if got := rightsNamed(row.args, isRight); !slices.Equal(got, row.want) {
			t.Errorf("%q: %q", row.args, got)
		}
	}
}
