package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"latchkey/session/internal/checked"
)

const schemaPrefix = "latchkey.session/"

// errAccounts is the cause when accounts cannot be told apart.
var errAccounts = errors.New("an account has no id, or two have the same")

func encodeRecord(record Record) ([]byte, error) {
	record, err := normalize(record)
	if err != nil {
		return nil, err
	}
	data, err := checked.Encode(&record, &record.Checksum)
	if err == nil && len(data) > maxFileSize {
		err = fmt.Errorf("%d bytes are too many for a session file", len(data))
	}
	return data, err
}

func decodeRecord(path string, data []byte) (Record, error) {
	number, err := schemaNumber(data)
	if err != nil {
		return Record{}, &DamagedError{Path: path, Reason: err.Error()}
	}
	record, err := decodeNumber(data, number)
	switch {
	case errors.Is(err, ErrNewer):
		return Record{}, fmt.Errorf("%s: %w", path, err)
	case err != nil:
		return Record{}, &DamagedError{Path: path, Reason: reasonOf(err), Err: err}
	}
	return record, nil
}

func decodeCurrent(data []byte) (Record, error) {
	var record Record
	if err := checked.Decode(data, &record, &record.Checksum); err != nil {
		return Record{}, err
	}
	return record, checkAccounts(record.Accounts)
}

// reasonOf keeps what the JSON decoder quotes from the file out of the words.
func reasonOf(err error) string {
	for _, known := range []error{checked.ErrNotJSON, checked.ErrCanonical, checked.ErrChecksum, errAccounts, errUnknownSchema} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return "it cannot be decoded"
}

// schemaNumber looks at the schema alone, because a newer version may have changed everything else.
func schemaNumber(data []byte) (int, error) { return numberAfter(schemaPrefix, data) }

func numberAfter(prefix string, data []byte) (int, error) {
	if len(strings.TrimSpace(string(data))) == 0 {
		return 0, errors.New("it is empty")
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return 0, checked.ErrNotJSON
	}
	digits, found := strings.CutPrefix(head.Schema, prefix)
	number, err := strconv.Atoi(digits)
	if !found || err != nil || strconv.Itoa(number) != digits {
		return 0, errors.New("it does not say which schema it has")
	}
	return number, nil
}

// normalize gives the record the one form that decoding gives back: valid UTF-8, UTC, a list even when empty.
func normalize(record Record) (Record, error) {
	if err := checkAccounts(record.Accounts); err != nil {
		return Record{}, err
	}
	data, err := json.Marshal(record)
	if err != nil {
		return Record{}, fmt.Errorf("encode: %w", err)
	}
	var fresh Record
	if err := json.Unmarshal(data, &fresh); err != nil {
		return Record{}, fmt.Errorf("encode: %w", err)
	}
	if fresh.Accounts == nil {
		fresh.Accounts = []Account{}
	}
	for i := range fresh.Accounts {
		account := &fresh.Accounts[i]
		for _, at := range []*time.Time{
			&account.SignedInAt, &account.RenewedAt, &account.RenewingSince, &account.AccessExpiresAt, &account.ProblemAt,
			&account.Rights.CheckedAt, &account.Rights.ValidUntil, &account.Rights.OfflineUntil,
		} {
			*at = at.UTC()
		}
	}
	return fresh, nil
}

func checkAccounts(accounts []Account) error {
	seen := make(map[string]bool, len(accounts))
	for _, account := range accounts {
		if account.ID == "" || seen[account.ID] {
			return errAccounts
		}
		seen[account.ID] = true
	}
	return nil
}
