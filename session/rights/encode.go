package rights

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"strings"
	"time"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// encodeSnapshot gives a whole file. now is when the granted rights are counted for Summary.
func encodeSnapshot(key Key, snapshot Snapshot, now time.Time) ([]byte, error) {
	head, err := headOf(key, snapshot, now)
	if err != nil {
		return nil, err
	}
	// The head counts the body and stands before it. Room is left for it, because the
	// body of a hundred thousand rights is too long to be copied behind it.
	head.BodyLength, head.BodyCRC32C = math.MaxInt64, math.MaxUint32
	longest, err := head.line()
	if err != nil {
		return nil, err
	}
	file, err := encodeBody(snapshot, len(longest))
	if err != nil {
		return nil, err
	}
	body := file[len(longest):]
	head.BodyLength, head.BodyCRC32C = int64(len(body)), crc32.Checksum(body, castagnoli)
	line, err := head.line()
	if err != nil {
		return nil, err
	}
	if len(line)+len(body) > maxFile {
		return nil, fmt.Errorf("encode: more than %d bytes", maxFile)
	}
	file = file[len(longest)-len(line):]
	copy(file, line)
	return file, nil
}

// encodeBody gives the lines of the rights, with some room before them.
func encodeBody(snapshot Snapshot, room int) ([]byte, error) {
	size := room
	for _, part := range snapshot.Parts {
		for i := range part.Answer.Rights {
			right := &part.Answer.Rights[i]
			size += len(right.ID) + len(right.State) + len(right.Source) + len(right.Name) + len(right.Reason) +
				len(time.RFC3339Nano) + fieldTabs + 1
		}
	}
	body := make([]byte, room, size)
	var err error
	for _, part := range snapshot.Parts {
		for i := range part.Answer.Rights {
			if body, err = appendLine(body, &part.Answer.Rights[i]); err != nil {
				return nil, err
			}
		}
	}
	return body, nil
}

// decodeSnapshot reads a whole file of either format. The texts of the rights are parts of the file's text.
func decodeSnapshot(key Key, file string) (Snapshot, error) {
	if !strings.HasPrefix(file, startFormat2) {
		if len(file) > maxFileFormat1 {
			return Snapshot{}, errors.New("the file is of no known format")
		}
		return decodeFormat1(key, []byte(file))
	}
	line, body, ended := strings.Cut(file, "\n")
	if !ended || len(line) >= maxHead {
		return Snapshot{}, errors.New("the head is not whole")
	}
	head, err := parseHead(key, []byte(line))
	if err != nil {
		return Snapshot{}, err
	}
	if int64(len(body)) != head.BodyLength || checksumOf(body) != head.BodyCRC32C {
		return Snapshot{}, errBody
	}
	return head.decodeBody(body)
}

var errBody = errors.New("the body is not as it was written")

func (h cacheHead) decodeBody(body string) (Snapshot, error) {
	snapshot := Snapshot{Parts: make([]Part, len(h.Parts)), Generation: h.Generation}
	var ends endsReader
	for i, head := range h.Parts {
		part := head.part()
		part.Answer.Rights = make([]Right, head.Count)
		for j := range part.Answer.Rights {
			end := strings.IndexByte(body, '\n')
			if end < 0 {
				return Snapshot{}, errBody
			}
			right, err := parseLine(body[:end], &ends)
			if err != nil {
				return Snapshot{}, err
			}
			part.Answer.Rights[j], body = right, body[end+1:]
		}
		snapshot.Parts[i] = part
	}
	if body != "" {
		return Snapshot{}, errBody
	}
	return snapshot, nil
}

// checksumOf works through a buffer, because the text as bytes would be a second copy of the file.
func checksumOf(text string) uint32 {
	var buffer [32 << 10]byte
	sum := uint32(0)
	for text != "" {
		n := copy(buffer[:], text)
		sum, text = crc32.Update(sum, castagnoli, buffer[:n]), text[n:]
	}
	return sum
}
