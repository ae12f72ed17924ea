package ports

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const excludedEnglish = "\r\nProtocol tcp Port Exclusion Ranges\r\n\r\nStart Port    End Port      \r\n----------    --------      \r\n" +
	"      5357        5357      \r\n     50000       50059     *\r\n     54235       54334      \r\n\r\n* - Administered port exclusions.\r\n\r\n"

const excludedDutch = "\r\nPoortuitsluitingsbereiken voor protocol tcp\r\n\r\nBeginpoort    Eindpoort     \r\n----------    --------      \r\n" +
	"     80          80      \r\n\r\n* - Beheerde poortuitsluitingen.\r\n\r\n"

func TestExcludedRangesAreReadInEveryLanguage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		output string
		want   []Range
	}{
		"English":         {excludedEnglish, []Range{{5357, 5357}, {50000, 50059}, {54235, 54334}}},
		"Dutch":           {excludedDutch, []Range{{80, 80}}},
		"none":            {"\r\nStart Port    End Port\r\n----------    --------\r\n\r\n", nil},
		"backwards":       {"200 100\n", nil},
		"no port":         {"0 7\n70000 70001\n-1 5\n1e3 2000\n", nil},
		"three numbers":   {"1 2 3\n", nil},
		"an error's text": {"The following command was not found: interface ipv4.\n", nil},
		"empty":           {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := excludedRanges(c.output); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestManyRangesAreCutOff(t *testing.T) {
	t.Parallel()
	if got := excludedRanges(strings.Repeat("1 2\n", 3*excludedLimit)); len(got) != excludedLimit {
		t.Errorf("%d ranges", len(got))
	}
}

func FuzzExcludedRanges(f *testing.F) {
	for _, seed := range []string{excludedEnglish, excludedDutch, "1 65535 *", "65535 65535\r\n", "1\u00a02"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, output string) {
		var again strings.Builder
		ranges := excludedRanges(output)
		for _, r := range ranges {
			if r.From < 1 || r.To > 65535 || r.From > r.To {
				t.Fatalf("range %v", r)
			}
			fmt.Fprintf(&again, "     %d     %d\r\n", r.From, r.To)
		}
		if got := excludedRanges(again.String()); !slices.Equal(got, ranges) {
			t.Fatalf("%v reads back as %v", ranges, got)
		}
	})
}
