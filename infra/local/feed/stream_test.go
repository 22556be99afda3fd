package feed

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// stream is a stream in memory, for what DynamoDB Local cannot be made to do: splitting shards, expiring iterators,
// trimming, failing. It accuses a reader that begins a child shard before it has seen the end of the parent.
type stream struct {
	t *testing.T

	mu     sync.Mutex
	view   types.StreamViewType
	shards []*shard
	fail   []error        // answers of the next GetRecords
	began  map[string]int // iterators given, by shard
}

type shard struct {
	id, parent string
	records    []types.Record
	closed     bool
	trimmed    int // records that are gone
	drained    bool
}

func newStream(t *testing.T) *stream {
	return &stream{t: t, view: types.StreamViewTypeKeysOnly, began: map[string]int{}}
}

// add puts a shard with records of these sequence numbers on the stream.
func (s *stream) add(id, parent string, closed bool, from, to int) *shard {
	s.mu.Lock()
	defer s.mu.Unlock()
	sh := &shard{id: id, parent: parent, closed: closed}
	for n := from; n <= to; n++ {
		sh.records = append(sh.records, types.Record{
			EventID: aws.String(fmt.Sprintf("id-%d", n)), EventName: types.OperationTypeInsert, AwsRegion: aws.String("ddblocal"),
			Dynamodb: &types.StreamRecord{
				Keys:           map[string]types.AttributeValue{"pk": &types.AttributeValueMemberS{Value: strconv.Itoa(n)}},
				SequenceNumber: aws.String(strconv.Itoa(n)), SizeBytes: aws.Int64(3), StreamViewType: s.view,
			},
		})
	}
	s.shards = append(s.shards, sh)
	return sh
}

func (s *stream) find(id string) *shard {
	for _, sh := range s.shards {
		if sh.id == id {
			return sh
		}
	}
	return nil
}

// DescribeStream lists one shard a page.
func (s *stream) DescribeStream(_ context.Context, in *dynamodbstreams.DescribeStreamInput, _ ...func(*dynamodbstreams.Options)) (*dynamodbstreams.DescribeStreamOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := 0
	for i, sh := range s.shards {
		if sh.id == aws.ToString(in.ExclusiveStartShardId) {
			first = i + 1
		}
	}
	d := &types.StreamDescription{StreamViewType: s.view}
	if first < len(s.shards) {
		sh := s.shards[first]
		d.Shards = []types.Shard{{ShardId: aws.String(sh.id)}}
		if sh.parent != "" {
			d.Shards[0].ParentShardId = aws.String(sh.parent)
		}
		if first+1 < len(s.shards) {
			d.LastEvaluatedShardId = aws.String(sh.id)
		}
	}
	return &dynamodbstreams.DescribeStreamOutput{StreamDescription: d}, nil
}

// GetShardIterator returns "shard/index".
func (s *stream) GetShardIterator(_ context.Context, in *dynamodbstreams.GetShardIteratorInput, _ ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetShardIteratorOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sh := s.find(*in.ShardId)
	if parent := s.find(sh.parent); parent != nil && !parent.drained {
		s.t.Errorf("shard %s is read before its parent %s has ended", sh.id, parent.id)
	}
	s.began[sh.id]++
	at := sh.trimmed
	if in.ShardIteratorType == types.ShardIteratorTypeAfterSequenceNumber {
		for i, r := range sh.records {
			if *r.Dynamodb.SequenceNumber == *in.SequenceNumber {
				at = i + 1
			}
		}
		if at < sh.trimmed {
			return nil, &types.TrimmedDataAccessException{Message: aws.String("trimmed")}
		}
	}
	return &dynamodbstreams.GetShardIteratorOutput{ShardIterator: aws.String(sh.id + "/" + strconv.Itoa(at))}, nil
}

func (s *stream) GetRecords(_ context.Context, in *dynamodbstreams.GetRecordsInput, _ ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetRecordsOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.fail) > 0 {
		err := s.fail[0]
		s.fail = s.fail[1:]
		return nil, err
	}
	id, index, _ := strings.Cut(*in.ShardIterator, "/")
	at, err := strconv.Atoi(index)
	if err != nil {
		return nil, err
	}
	sh := s.find(id)
	to := min(at+int(*in.Limit), len(sh.records))
	out := &dynamodbstreams.GetRecordsOutput{Records: sh.records[at:to]}
	if sh.closed && to == len(sh.records) {
		sh.drained = true
		return out, nil
	}
	out.NextShardIterator = aws.String(id + "/" + strconv.Itoa(to))
	return out, nil
}

// failNext makes the next calls for records fail.
func (s *stream) failNext(errs ...error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = append(s.fail, errs...)
}

func (s *stream) iterators(shard string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.began[shard]
}
