package browsers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// checkSchema looks at how the store is laid out. ErrUnknownSchema with readable true: the columns are there, so that cookies can be
// counted, and yet the version is one whose rules nobody here knows, so that none is removed.
func (s *store) checkSchema(ctx context.Context) (readable bool, err error) {
	unknown := func(reason string) error { return refusal(ErrUnknownSchema, s.path, reason, nil) }
	kind, err := s.word(ctx, askTable, s.table)
	if err != nil {
		return false, s.trouble(ctx, err)
	}
	if kind != "table" {
		return false, unknown(whyVersion)
	}
	columns, err := s.columns(ctx)
	if err != nil {
		return false, s.trouble(ctx, err)
	}
	s.hasPartitions = slices.Contains(columns, s.partition)
	if !slices.Contains(columns, s.host) || s.needs && !s.hasPartitions {
		return false, unknown(whyVersion)
	}
	hanging, err := s.number(ctx, askHanging, s.table)
	if err != nil {
		return false, s.trouble(ctx, err)
	}
	if hanging > 0 {
		return true, unknown(whyTrigger)
	}
	version, err := s.number(ctx, s.version)
	switch {
	case err != nil && (errors.Is(err, sql.ErrNoRows) || sqliteCode(err) == 1): // no such table, or no such row
		return true, unknown(whyVersion)
	case err != nil:
		return false, s.trouble(ctx, err)
	case version < s.first || version > s.last:
		return true, unknown(whyVersion + ": " + strconv.FormatInt(version, 10))
	}
	return true, nil
}

func (s *store) columns(ctx context.Context) ([]string, error) {
	rows, err := s.conn.QueryContext(ctx, askColumns, s.table)
	if err != nil {
		return nil, fmt.Errorf("ask for the columns: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("read the columns: %w", err)
		}
		all = append(all, name)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the columns: %w", err)
	}
	return all, nil
}

// checkWhole returns ErrDamaged unless SQLite finds every page and index in order.
func (s *store) checkWhole(ctx context.Context) error {
	answer, err := s.word(ctx, checkAll)
	switch {
	case err != nil:
		return s.trouble(ctx, err)
	case answer != "ok":
		return refusal(ErrDamaged, s.path, whyDamaged, nil)
	}
	return nil
}
