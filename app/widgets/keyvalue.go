package widgets

import "fyne.io/fyne/v2"

// KeyValue is one fact: a name and what it is.
type KeyValue struct {
	Key    string
	Value  string
	Strong bool // the fact that matters
}

// KeyValues shows facts in rows of 32, the names 104 wide in the second color, a line above each.
type KeyValues struct {
	composite
	values []*Text
	facts  []KeyValue
}

// NewKeyValues makes the rows.
func NewKeyValues(facts ...KeyValue) *KeyValues {
	k := &KeyValues{}
	k.body = Column(0)
	k.ExtendBaseWidget(k)
	k.Set(facts...)
	return k
}

// Set replaces the facts; rows are kept where only values change.
func (k *KeyValues) Set(facts ...KeyValue) {
	if k.same(facts) {
		for i, f := range facts {
			k.values[i].SetText(f.Value)
		}
		k.facts = facts
		return
	}
	k.facts, k.values, k.body.Objects = facts, nil, nil
	for _, f := range facts {
		style := StyleBody
		if f.Strong {
			style = StyleStrong
		}
		value := NewText(f.Value, style).Cut(CutRight)
		key := Sized(104, 0, NewText(f.Key, StyleSecond).Cut(CutRight))
		k.values = append(k.values, value)
		k.body.Objects = append(k.body.Objects, NewLine(), Sized(0, 31, Row(0, key, Grow(value))))
	}
	k.Refresh()
}

func (k *KeyValues) same(facts []KeyValue) bool {
	if len(facts) != len(k.facts) {
		return false
	}
	for i, f := range facts {
		if f.Key != k.facts[i].Key || f.Strong != k.facts[i].Strong {
			return false
		}
	}
	return true
}

// CreateRenderer is for Fyne.
func (k *KeyValues) CreateRenderer() fyne.WidgetRenderer { return newRenderer(k) }
