package browsers

import (
	"context"
	"errors"

	"modernc.org/sqlite"

	"latchkey/session"
)

// Result codes of SQLite (https://www.sqlite.org/rescode.html); the last eight bits are the kind.
const (
	codePerm, codeBusy, codeLocked, codeReadOnly, codeCorrupt, codeFull, codeCantOpen, codeNotDB = 3, 5, 6, 8, 11, 13, 14, 26
	codeReadOnlyRollback                                                                         = codeReadOnly | 3<<8
	codeShmSize                                                                                  = 10 | 19<<8 // no room for the index of the log
)

func sqliteCode(err error) int {
	var of *sqlite.Error
	if errors.As(err, &of) {
		return of.Code()
	}
	return 0
}

// trouble says what SQLite ran into. A context that ended is the reason for whatever came of it.
func (s *store) trouble(ctx context.Context, err error) error {
	var known *StoreError
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil || errors.As(err, &known) {
		return err
	}
	code := sqliteCode(err)
	if code == codeShmSize {
		return refusal(ErrFull, s.path, whyFull, err)
	}
	switch code & 0xff {
	case codeBusy, codeLocked:
		return refusal(ErrLocked, s.path, whyLocked, err)
	case codeCorrupt, codeNotDB:
		return refusal(ErrDamaged, s.path, whyDamaged, err)
	case codeFull:
		return refusal(ErrFull, s.path, whyFull, err)
	}
	if place, placeErr := session.PlaceOf(s.path); placeErr == nil && place.ReadOnly { // whatever SQLite stumbled over there
		return refusal(ErrReadOnly, s.path, whyReadOnly, err)
	}
	switch {
	case s.access == toCount && code == codeReadOnlyRollback:
		return refusal(ErrFailed, s.path, whyInterrupted, err)
	case code&0xff == codeReadOnly, code&0xff == codeCantOpen, code&0xff == codePerm:
		return refusal(ErrReadOnly, s.path, whyUnwritable, err)
	}
	return refusal(ErrFailed, s.path, whyFailed, err)
}

// isInterrupted: the browser was ended within a change, and the store can be read only after what is half written was taken back.
func isInterrupted(err error) bool { return sqliteCode(err) == codeReadOnlyRollback }
