package session

import (
	"errors"
	"testing"
)

func TestEverySchemaNumberHasAnAnswer(t *testing.T) {
	broken := errors.New("broken")
	table := map[int]migration{
		-1: func([]byte) (Record, error) { return Record{Default: "old"}, nil },
		-2: func([]byte) (Record, error) { return Record{}, broken },
	}
	cases := map[string]struct {
		number int
		want   error
	}{
		"an older one with a migration": {-1, nil},
		"a migration that fails":        {-2, broken},
		"one that was never in use":     {0, errUnknownSchema},
		"the next one":                  {currentNumber + 1, ErrNewer},
		"one from far away":             {1 << 30, ErrNewer},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			record, err := decodeWith(table, nil, c.number)
			if !errors.Is(err, c.want) || (c.want == nil && record.Default != "old") {
				t.Fatalf("got %+v, %v", record, err)
			}
		})
	}
}

func TestSchemaNamesTheCurrentNumber(t *testing.T) {
	number, err := schemaNumber([]byte(`{"schema":"` + Schema + `"}`))
	if err != nil || number != currentNumber {
		t.Fatalf("got %d, %v", number, err)
	}
	for older := range migrations() {
		if older >= currentNumber {
			t.Errorf("the migration of %d can never be used", older)
		}
	}
}
