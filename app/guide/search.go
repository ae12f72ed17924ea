package guide

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"latchkey/assets"
)

// searchLimit bounds what is looked at of a query, in words: nobody describes
// trouble in more, and a pasted page would take its time.
const searchLimit = 40

// least is how good a symptom must be to be worth showing, compared with the best.
const least = 0.45

// Search gives the symptoms that a text describes, best first: it compares the
// words with titles, with what people say and with the messages that they see on
// the screen, typing mistakes allowed for. Both languages are tried, that of the
// person first. The code of a problem finds its symptom. Nothing that fits: none.
func (g *Guide) Search(query, language string) []Symptom {
	if id, _ := g.For(strings.TrimSpace(query)); id != "" {
		symptom, _ := g.Symptom(id)
		return []Symptom{symptom}
	}
	asked := wordsOf(query)
	asked = asked[:min(len(asked), searchLimit)]
	if len(asked) == 0 {
		return nil
	}
	scores := map[string]float64{}
	for _, each := range assets.Languages() {
		weight := 0.95
		if each == assets.MatchLanguage(language) {
			weight = 1
		}
		m := match{index: g.indexes[each](), known: map[[2]string]float64{}}
		for _, doc := range m.docs {
			scores[doc.symptom] = max(scores[doc.symptom], weight*m.score(asked, doc))
		}
	}
	found := slices.DeleteFunc(slices.Clone(g.Symptoms), func(s Symptom) bool { return scores[s.ID] < 0.2 })
	slices.SortStableFunc(found, func(a, b Symptom) int { return cmp.Compare(scores[b.ID], scores[a.ID]) })
	for i, symptom := range found {
		if scores[symptom.ID] < least*scores[found[0].ID] {
			return found[:i]
		}
	}
	return found
}

// index is the texts of one language, cut into words.
type index struct {
	docs []doc
	rare map[string]float64 // how much a word says: more when fewer symptoms have it
}

// doc is one symptom: its phrases, the title among them, and all words together.
type doc struct {
	symptom string
	phrases [][]string
	all     []string
}

func (g *Guide) index(language string) index {
	words := assets.In(language)
	ix := index{rare: map[string]float64{}}
	for _, symptom := range g.Symptoms {
		key := "guide.symptom." + symptom.ID
		d := doc{symptom: symptom.ID}
		phrases := append(strings.Split(words.Text(key+".phrases"), "|"), words.Text(key+".title"))
		for _, code := range symptom.Problems { // what Latchkey itself says of it
			if title := "problem." + code + ".title"; words.Has(title) {
				phrases = append(phrases, words.Text(title))
			}
		}
		for _, phrase := range phrases {
			d.phrases = append(d.phrases, wordsOf(phrase))
		}
		d.all = append(slices.Concat(d.phrases...), wordsOf(words.Text(key+".about"))...)
		slices.Sort(d.all)
		d.all = slices.Compact(d.all)
		for _, word := range d.all {
			ix.rare[word]++
		}
		ix.docs = append(ix.docs, d)
	}
	for word, n := range ix.rare {
		ix.rare[word] = math.Log(1 + float64(len(ix.docs))/n)
	}
	return ix
}

// match is one query against one index. It compares each two words once.
type match struct {
	index
	known map[[2]string]float64
}

func (m match) alike(a, b string) float64 {
	if a == b {
		return 1
	}
	if len(a) < 4 || len(b) < 4 || max(len(a), len(b)) > 2*min(len(a), len(b)) {
		return 0 // as alike would say, without looking it up
	}
	if b < a {
		a, b = b, a
	}
	like, known := m.known[[2]string{a, b}]
	if !known {
		like = alike(a, b)
		m.known[[2]string{a, b}] = like
	}
	return like
}

// score is how well a symptom fits: the phrase that fits best, and a little for
// words that stand elsewhere.
func (m match) score(asked []string, d doc) float64 {
	best := 0.0
	for _, phrase := range d.phrases {
		in := m.share(asked, phrase)
		if in == 0 {
			continue
		}
		best = max(best, 0.65*in+0.35*m.share(phrase, asked)*math.Sqrt(in))
	}
	return best + 0.25*m.share(asked, d.all)
}

// share is how much of a text stands in another one too.
func (m match) share(text, other []string) float64 {
	found, whole := 0.0, 0.0
	for _, word := range text {
		like, weight := 0.0, m.weight(word)
		for _, candidate := range other {
			if one := m.alike(word, candidate); one > like {
				like = one
				weight = cmp.Or(max(m.rare[word], m.rare[candidate]), m.weight(word))
			}
		}
		found += like * weight
		whole += weight
	}
	if whole == 0 {
		return 0
	}
	return found / whole
}

// weight of a word that nobody has: as much as a rather common one.
func (ix index) weight(word string) float64 {
	return cmp.Or(ix.rare[word], 1.5)
}
