package session

import (
	"errors"
	"fmt"
)

// currentNumber is the number in Schema.
const currentNumber = 1

// errUnknownSchema is the cause when an older schema number was never in use.
var errUnknownSchema = errors.New("its schema number was never in use")

// A migration reads the session file of one older schema number and gives the record as this version keeps it. It reads
// only: the file on disk gets the new form with the next Write.
type migration func(data []byte) (Record, error)

// migrations is keyed by the schema number that is read. When Schema goes to 2, the decoder of 1 moves here, and so on; an entry
// is never taken out while somebody may still come from that version.
func migrations() map[int]migration {
	return map[int]migration{}
}

func decodeNumber(data []byte, number int) (Record, error) {
	return decodeWith(migrations(), data, number)
}

func decodeWith(table map[int]migration, data []byte, number int) (Record, error) {
	switch migrate, known := table[number]; {
	case number == currentNumber:
		return decodeCurrent(data)
	case number > currentNumber:
		return Record{}, fmt.Errorf("%w (schema number %d, this version knows %d)", ErrNewer, number, currentNumber)
	case !known:
		return Record{}, errUnknownSchema
	default:
		record, err := migrate(data)
		if err != nil {
			return Record{}, fmt.Errorf("migrate from schema number %d: %w", number, err)
		}
		return record, nil
	}
}
