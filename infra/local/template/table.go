package template

// table reads one table.
func (r *reader) table(id string, resource, properties *node) Table {
	r.allow(properties, ofTable...)
	t := Table{Name: r.physical(id, resource), ID: id, Key: r.key(resource, properties)}
	for _, item := range r.items(properties, "AttributeDefinitions") {
		t.Attributes = append(t.Attributes, Attribute{Name: r.need(item, "AttributeName"), Type: r.need(item, "AttributeType")})
	}
	for _, item := range r.items(properties, "GlobalSecondaryIndexes") {
		r.allow(item, "IndexName", "KeySchema", "Projection", "OnDemandThroughput", "ContributorInsightsSpecification")
		projection := r.mapping(item, "Projection")
		t.Indexes = append(t.Indexes, Index{
			Name:       r.need(item, "IndexName"),
			Key:        r.key(item, item),
			Projection: r.text(projection, "ProjectionType", "ALL"),
			NonKey:     r.texts(projection, "NonKeyAttributes"),
		})
	}
	ttl := r.mapping(properties, "TimeToLiveSpecification")
	r.allow(ttl, "AttributeName", "Enabled")
	if r.flag(ttl, "Enabled", false) {
		t.TTL = r.need(ttl, "AttributeName")
	}
	if stream := r.mapping(properties, "StreamSpecification"); stream != nil {
		r.allow(stream, "StreamViewType")
		t.StreamView = r.need(stream, "StreamViewType")
	}
	return t
}

// key reads the key schema of a table or an index, which stands at place.
func (r *reader) key(place, properties *node) Key {
	var k Key
	for _, item := range r.items(properties, "KeySchema") {
		switch name := r.need(item, "AttributeName"); r.need(item, "KeyType") {
		case "HASH":
			k.Hash = name
		case "RANGE":
			k.Range = name
		default:
			r.fault(item, "KeyType is neither HASH nor RANGE")
		}
	}
	if k.Hash == "" {
		r.fault(place, "it has no HASH key")
	}
	return k
}
