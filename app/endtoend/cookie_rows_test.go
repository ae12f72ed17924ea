//go:build linux

package endtoend

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	_ "modernc.org/sqlite" // what a browser's store really holds, seen with another eye than the program's
)

// cookieRows are the rows of a browser's store.
type cookieRows struct {
	hosts map[string]int // how many of each host
	other string         // a hash over every column of all rows of other hosts
	all   string         // over all rows
}

// rowsOf reads a copy of a store with what belongs to it, so that looking changes
// nothing. Hosts that are given are left out of the hash "other".
func rowsOf(t testing.TB, store string, hosts ...string) cookieRows {
	t.Helper()
	return rowsIn(t, store, []string{"", "-wal", "-journal"}, hosts...)
}

// rowsIn is rowsOf with some of a store's files: the store alone, for what a look
// at it would miss.
func rowsIn(t testing.TB, store string, parts []string, hosts ...string) cookieRows {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "copy")
	for _, part := range parts {
		content, err := os.ReadFile(store + part)
		if err != nil && (part == "" || !os.IsNotExist(err)) {
			t.Fatal(err)
		}
		if err == nil {
			if err := os.WriteFile(copied+part, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	base, err := sql.Open("sqlite", "file:"+copied)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = base.Close() }()
	var whole string
	if err := base.QueryRow("PRAGMA integrity_check").Scan(&whole); err != nil || whole != "ok" {
		t.Fatalf("the store is damaged: %s, %v", whole, err)
	}
	return readRows(t, base, hosts)
}

func readRows(t testing.TB, base *sql.DB, leave []string) cookieRows {
	t.Helper()
	table, host := "cookies", "host_key"
	if err := base.QueryRow("SELECT name FROM sqlite_master WHERE name = 'moz_cookies'").Scan(new(string)); err == nil {
		table, host = "moz_cookies", "host"
	}
	found, err := base.Query("SELECT " + host + ", * FROM " + table + " ORDER BY rowid")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	rows := cookieRows{hosts: map[string]int{}}
	other, all := sha256.New(), sha256.New()
	for found.Next() {
		values := make([]any, len(columns))
		places := make([]any, len(columns))
		for i := range values {
			places[i] = &values[i]
		}
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		name, row := fmt.Sprint(values[0]), fmt.Sprintf("%q\n", values)
		rows.hosts[name]++
		all.Write([]byte(row))
		if !slices.Contains(leave, name) {
			other.Write([]byte(row))
		}
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	rows.other, rows.all = hex.EncodeToString(other.Sum(nil)), hex.EncodeToString(all.Sum(nil))
	return rows
}
