package browsers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	"modernc.org/sqlite"
)

// oneAtATime keeps this process to one open store. Locks of POSIX belong to the process: closing a file ends all of its locks on it,
// also those of another connection.
var oneAtATime sync.Mutex

// access is what a store is opened for.
type access string

const (
	toCount  access = "ro" // changes nothing, not even where the browser was ended while it wrote
	toRemove access = "rw" // never creates a store
)

// store is an open cookie store.
type store struct {
	layout
	path          string
	db            *sql.DB
	conn          *sql.Conn
	there         map[string]bool // journals that were there before it was opened
	access        access
	hasPartitions bool
}

// openStore opens a store, after refuseStore. The caller holds oneAtATime and closes it.
func openStore(ctx context.Context, family, path string, as access) (*store, error) {
	s := &store{layout: layouts[family], path: path, there: beside(path), access: as}
	db, err := sql.Open("sqlite", address(path, as))
	if err != nil {
		return nil, s.trouble(ctx, err)
	}
	db.SetMaxOpenConns(1)
	s.db = db
	if s.conn, err = db.Conn(ctx); err == nil {
		err = s.conn.Raw(s.guard)
	}
	if err == nil {
		_, err = s.number(ctx, askTables) // the first look: locks and journals are met here
	}
	if err != nil {
		return nil, errors.Join(s.trouble(ctx, err), s.close())
	}
	return s, nil
}

// address is the SQLite URI of a store. A path is bytes to it, of which those that mean something in an address are escaped; a drive
// of Windows stands behind a slash, and so does a share: file:////server/share.
func address(path string, as access) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	parts := strings.Split(path, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	options := "mode=" + string(as) + "&_error_rc=1&_dqs=0&_defensive=1&_busy_timeout=250&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)"
	if as == toRemove {
		// Without the lock that is kept, SQLite would share its index of the log with others, in a file that a browser never has.
		options += "&_pragma=locking_mode(EXCLUSIVE)&_pragma=secure_delete(ON)"
	}
	return "file://" + strings.Join(parts, "/") + "?" + options
}

// guard has SQLite refuse every statement that reads another column of cookies than those that may be read, or writes anything but
// removes cookies, whatever somebody writes into this package one day.
func (s *store) guard(driver any) error {
	conn, ok := driver.(sqlite.AuthorizerRegisterer)
	if !ok {
		return errors.New("the library cannot guard its statements")
	}
	return conn.RegisterAuthorizer(s.allows)
}

func (l layout) allows(action sqlite.AuthorizerActionCode, first, second, _, _ string) sqlite.AuthorizerReturnCode {
	allowed := false
	switch action {
	case sqlite.AuthRead:
		allowed = l.mayRead(first, second)
	case sqlite.AuthDelete:
		allowed = strings.EqualFold(first, l.table)
	case sqlite.AuthSelect, sqlite.AuthTransaction, sqlite.AuthPragma, sqlite.AuthFunction:
		allowed = true
	default: // also what pragma_table_list needs to be a table
		allowed = action == sqlite.AuthCreateVTable && strings.HasPrefix(first, "pragma_")
	}
	if allowed {
		return sqlite.AuthorizerOK
	}
	return sqlite.AuthorizerDeny
}

// close ends the connection, and takes away the empty files that SQLite needed beside a store that was only read.
func (s *store) close() error {
	var err error
	if s.conn != nil {
		err = s.conn.Close()
	}
	if err = errors.Join(err, s.db.Close()); err != nil {
		err = refusal(ErrFailed, s.path, whyFailed, err)
	}
	if s.access == toCount {
		tidy(s.path, s.there)
	}
	return err
}

// number asks for one number.
func (s *store) number(ctx context.Context, statement string, args ...any) (int64, error) {
	var n int64
	if err := s.conn.QueryRowContext(ctx, statement, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("ask the store: %w", err)
	}
	return n, nil
}

// busy runs a checkpoint, whose answer is a row of three numbers; the first is not 0 when it was kept from its work.
func (s *store) busy(ctx context.Context, statement string) (int64, error) {
	var n, second, third int64
	if err := s.conn.QueryRowContext(ctx, statement).Scan(&n, &second, &third); err != nil {
		return 0, fmt.Errorf("ask the store: %w", err)
	}
	return n, nil
}

// word asks for one word; empty: there is no such row.
func (s *store) word(ctx context.Context, statement string, args ...any) (string, error) {
	var word string
	err := s.conn.QueryRowContext(ctx, statement, args...).Scan(&word)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("ask the store: %w", err)
	}
	return word, nil
}

// do runs a statement and tells how many rows it changed.
func (s *store) do(ctx context.Context, statement string, args ...any) (int64, error) {
	result, err := s.conn.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, s.trouble(ctx, err)
	}
	rows, err := result.RowsAffected()
	if err != nil {
		return 0, s.trouble(ctx, err)
	}
	return rows, nil
}
