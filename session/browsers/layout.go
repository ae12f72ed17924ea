package browsers

import "strings"

// layout is how a family keeps its cookies, and every statement that is ever sent to such a store. None of them names a column beside
// those of hosts and partitions; guard has SQLite itself refuse one that does.
type layout struct {
	table        string
	host         string // the column with the host, always there
	partition    string // what tells partitions and containers apart; the column is missing in old versions of Chromium
	needs        bool   // partition must be there
	first, last  int64  // versions that are known
	version      string // statement that tells the version
	count        string // rows by host and partition; %IN% stands for the hosts
	countNoParts string // the same where there is no column of partitions
	remove       string
	total        string
}

var layouts = map[string]layout{
	FamilyChromium: {
		table: "cookies", host: "host_key", partition: "top_frame_site_key", first: 10, last: 24,
		version:      "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'version'",
		count:        "SELECT host_key, top_frame_site_key, COUNT(*) FROM cookies WHERE host_key COLLATE NOCASE IN (%IN%) GROUP BY 1, 2",
		countNoParts: "SELECT host_key, '', COUNT(*) FROM cookies WHERE host_key COLLATE NOCASE IN (%IN%) GROUP BY 1",
		remove:       "DELETE FROM cookies WHERE host_key = ?",
		total:        "SELECT COUNT(*) FROM cookies",
	},
	FamilyFirefox: {
		table: "moz_cookies", host: "host", partition: "originAttributes", needs: true, first: 9, last: 17,
		version: "PRAGMA user_version",
		count:   "SELECT host, originAttributes, COUNT(*) FROM moz_cookies WHERE host COLLATE NOCASE IN (%IN%) GROUP BY 1, 2",
		remove:  "DELETE FROM moz_cookies WHERE host = ?",
		total:   "SELECT COUNT(*) FROM moz_cookies",
	},
}

// Statements that are the same for every store.
const (
	askTable   = "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = ?"
	askColumns = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0"
	askHanging = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE"
	askJournal = "PRAGMA journal_mode"
	askTables  = "SELECT COUNT(*) FROM sqlite_schema"
	keepOld    = "PRAGMA journal_mode = TRUNCATE"
	checkAll   = "PRAGMA integrity_check(1)"
	checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
	begin      = "BEGIN EXCLUSIVE" // IMMEDIATE that keeps readers out too: a browser that starts now waits, and reads what is left
	commit     = "COMMIT"
	rollback   = "ROLLBACK"
)

// counting is the statement that counts the rows of some hosts.
func (l layout) counting(hosts int, hasPartitions bool) string {
	statement := l.count
	if !hasPartitions {
		statement = l.countNoParts
	}
	return strings.Replace(statement, "%IN%", strings.TrimSuffix(strings.Repeat("?,", hosts), ","), 1)
}

// mayRead tells which columns of the table of cookies a statement may name. SQLite asks with an empty name for COUNT(*).
func (l layout) mayRead(table, column string) bool {
	return !strings.EqualFold(table, l.table) || column == "" || column == l.host || column == l.partition
}
