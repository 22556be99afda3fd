package controller

// edition1 is published: its words never change.
var edition1 = edition{nb: &edition1NB, nn: &edition1NN, en: &edition1EN}
