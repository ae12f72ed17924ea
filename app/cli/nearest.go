package cli

import "strings"

// nearest is the name that was probably meant: one that begins with what was
// typed, or that at most a third of its letters, and never more than three, part
// from it. Nothing is better than a wild guess.
func nearest(typed string, names []string) string {
	typed = strings.ToLower(typed)
	best, least := "", 4
	for _, name := range names {
		distance := lettersApart(typed, name)
		if len(typed) > 1 && strings.HasPrefix(name, typed) {
			distance = 0
		}
		if distance < least && distance <= max(len(name), len(typed))/3 {
			best, least = name, distance
		}
	}
	return best
}

// lettersApart counts the letters that were added, left out, changed or swapped
// with their neighbor (optimal string alignment).
func lettersApart(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
