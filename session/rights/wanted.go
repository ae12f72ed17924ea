package rights

import "bytes"

// wanted are ids, each with the tab that ends it in a line.
type wanted struct {
	few  [][]byte
	many map[string]bool
}

func wantedOf(ids []string) wanted {
	w := wanted{many: map[string]bool{}}
	for _, id := range ids {
		if cleanField(id) != id {
			continue // no right has such an id, but more than the id of a line might look like it
		}
		w.many[id] = true
		w.few = append(w.few, []byte(id+"\t"))
	}
	return w
}

// has compares a few ids one by one, which is faster than to look for the end of each line's id.
func (w wanted) has(line []byte) bool {
	if len(w.few) > 8 {
		id, _, _ := bytes.Cut(line, []byte{'\t'})
		return w.many[string(id)]
	}
	for _, id := range w.few {
		if bytes.HasPrefix(line, id) {
			return true
		}
	}
	return false
}
