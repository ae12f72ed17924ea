package browsers

import (
	"context"
	"slices"
	"strings"
)

// HostCount is how many cookies of one host a store holds.
type HostCount struct {
	Host        string // as the browser writes it: "id.example.com", or ".id.example.com" with its subdomains
	Cookies     int
	Partitioned int  // of them, kept apart by the site that the host was met on (CHIPS)
	Containers  int  // in how many containers of Firefox they lie; 0: in none
	Parent      bool // of a wider domain: other sites use them too
}

// count counts the cookies of the targets: their own and those of wider domains, by host.
func (s *store) count(ctx context.Context, targets []target) ([]HostCount, error) {
	var spelled []any
	for _, t := range targets {
		for _, spelling := range slices.Concat(t.own, t.wider) {
			if !slices.Contains(spelled, any(spelling)) {
				spelled = append(spelled, spelling)
			}
		}
	}
	rows, err := s.conn.QueryContext(ctx, s.counting(len(spelled), s.hasPartitions), spelled...)
	if err != nil {
		return nil, s.trouble(ctx, err)
	}
	defer func() { _ = rows.Close() }()
	tally := newTally(targets)
	for rows.Next() {
		var host, partition string
		var n int
		if err := rows.Scan(&host, &partition, &n); err != nil {
			return nil, s.trouble(ctx, err)
		}
		tally.add(host, partition, n)
	}
	if err := rows.Err(); err != nil {
		return nil, s.trouble(ctx, err)
	}
	return tally.hosts(), nil
}

// tally adds up rows by host.
type tally struct {
	targets    []target
	found      map[string]*HostCount
	containers map[string]map[string]bool
}

func newTally(targets []target) *tally {
	return &tally{targets, map[string]*HostCount{}, map[string]map[string]bool{}}
}

func (t *tally) add(host, partition string, n int) {
	related := relateAny(t.targets, host)
	if related == unrelated {
		return
	}
	if t.found[host] == nil {
		t.found[host], t.containers[host] = &HostCount{Host: host, Parent: related == wider}, map[string]bool{}
	}
	one := t.found[host]
	one.Cookies += n
	if isPartition(partition) {
		one.Partitioned += n
	}
	if container := containerOf(partition); container != "" {
		t.containers[host][container] = true
		one.Containers = len(t.containers[host])
	}
}

// hosts lists what was found, own hosts first, then by name.
func (t *tally) hosts() []HostCount {
	var all []HostCount
	for _, one := range t.found {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b HostCount) int {
		switch {
		case a.Parent != b.Parent && a.Parent:
			return 1
		case a.Parent != b.Parent:
			return -1
		}
		return strings.Compare(a.Host, b.Host)
	})
	return all
}

// isPartition: the column of Chromium holds the site itself, that of Firefox attributes, "^userContextId=2&partitionKey=%28https…%29".
func isPartition(column string) bool {
	if !strings.HasPrefix(column, "^") {
		return column != ""
	}
	return attribute(column, "partitionKey") != ""
}

// containerOf is the number of a container of Firefox; empty: none.
func containerOf(column string) string { return attribute(column, "userContextId") }

func attribute(column, name string) string {
	attributes, found := strings.CutPrefix(column, "^")
	if !found {
		return ""
	}
	for one := range strings.SplitSeq(attributes, "&") {
		if value, found := strings.CutPrefix(one, name+"="); found {
			return value
		}
	}
	return ""
}

// sum is how many cookies these are.
func sum(hosts []HostCount) int {
	n := 0
	for _, one := range hosts {
		n += one.Cookies
	}
	return n
}
