"""Trains a small neural network on Fisher's Iris flowers, with nothing but Python's standard library (3.8 or later).

Reads    data/iris.csv, params.json
Writes   models/iris/model.safetensors   weights, and the mean and deviation that inputs are scaled with
         models/iris/labels.json         class names, in the order of the network's outputs
         models/iris/metrics.json        loss and accuracy

The same parameters give the same model: all randomness comes from one seeded generator.
"""

import csv
import json
import math
import random
import statistics
import struct
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data" / "iris.csv"
PARAMS = ROOT / "params.json"
OUTPUT = ROOT / "models" / "iris"

VALIDATION_ROWS = 50


def read_flowers(path):
    """The names of the measurements, the names of the classes, and one (inputs, class index) per row."""
    with open(path, newline="", encoding="utf-8") as file:
        header, *lines = list(csv.reader(file))
    labels = sorted({line[-1] for line in lines})
    rows = [([float(value) for value in line[:-1]], labels.index(line[-1])) for line in lines]
    return header[:-1], labels, rows


def mean_and_deviation(rows):
    """Of every input column. Taken from the training rows alone, so that nothing leaks from validation."""
    columns = list(zip(*(inputs for inputs, _ in rows)))
    return [statistics.fmean(column) for column in columns], [statistics.pstdev(column) for column in columns]


class Network:
    """inputs -> hidden units with tanh -> one output per class with softmax."""

    def __init__(self, inputs, hidden, outputs, rng):
        def matrix(rows, columns):
            limit = math.sqrt(6.0 / (rows + columns))  # Glorot and Bengio (2010)
            return [[rng.uniform(-limit, limit) for _ in range(columns)] for _ in range(rows)]

        self.hidden_weight = matrix(hidden, inputs)
        self.hidden_bias = [0.0] * hidden
        self.output_weight = matrix(outputs, hidden)
        self.output_bias = [0.0] * outputs

    def forward(self, inputs):
        """What the hidden units give, and the probability of every class."""
        hidden = [math.tanh(total) for total in affine(self.hidden_weight, self.hidden_bias, inputs)]
        return hidden, softmax(affine(self.output_weight, self.output_bias, hidden))

    def step(self, inputs, label, learning_rate, weight_decay):
        """One step of stochastic gradient descent on the cross-entropy of one flower."""
        hidden, probabilities = self.forward(inputs)
        output_error = [p - (1.0 if index == label else 0.0) for index, p in enumerate(probabilities)]
        hidden_error = [
            (1.0 - unit * unit) * sum(error * row[index] for error, row in zip(output_error, self.output_weight))
            for index, unit in enumerate(hidden)
        ]
        layers = (
            (self.output_weight, self.output_bias, output_error, hidden),
            (self.hidden_weight, self.hidden_bias, hidden_error, inputs),
        )
        for weight, bias, errors, values in layers:
            for index, error in enumerate(errors):
                bias[index] -= learning_rate * error
                row = weight[index]
                for column, value in enumerate(values):
                    row[column] -= learning_rate * (error * value + weight_decay * row[column])


def affine(weight, bias, values):
    return [sum(w * value for w, value in zip(row, values)) + b for row, b in zip(weight, bias)]


def softmax(totals):
    largest = max(totals)
    powers = [math.exp(total - largest) for total in totals]
    whole = sum(powers)
    return [power / whole for power in powers]


def evaluate(network, rows):
    """Mean cross-entropy, and the share of rows whose most probable class is the right one."""
    loss = 0.0
    right = 0
    for inputs, label in rows:
        _, probabilities = network.forward(inputs)
        loss -= math.log(probabilities[label])
        right += probabilities.index(max(probabilities)) == label
    return {"loss": round(loss / len(rows), 6), "accuracy": round(right / len(rows), 6)}


def write_safetensors(path, tensors, metadata):
    """The format of https://github.com/huggingface/safetensors: length of the header, header, numbers.

    A tensor is a flat list, or a list of rows; it is written as 32-bit floats.
    """
    header = {"__metadata__": metadata}
    body = b""
    for name, tensor in tensors.items():
        nested = isinstance(tensor[0], list)
        flat = [value for row in tensor for value in row] if nested else tensor
        packed = struct.pack("<%df" % len(flat), *flat)
        header[name] = {
            "dtype": "F32",
            "shape": [len(tensor), len(tensor[0])] if nested else [len(tensor)],
            "data_offsets": [len(body), len(body) + len(packed)],
        }
        body += packed
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)  # numbers begin at a multiple of 8
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def main():
    params = json.loads(PARAMS.read_text(encoding="utf-8"))
    rng = random.Random(params["seed"])

    features, labels, rows = read_flowers(DATA)
    rng.shuffle(rows)
    means, deviations = mean_and_deviation(rows[VALIDATION_ROWS:])
    scaled = [([(v - m) / d for v, m, d in zip(inputs, means, deviations)], label) for inputs, label in rows]
    validation, training = scaled[:VALIDATION_ROWS], scaled[VALIDATION_ROWS:]

    network = Network(len(features), params["hidden_units"], len(labels), rng)
    for _ in range(params["epochs"]):
        rng.shuffle(training)
        for inputs, label in training:
            network.step(inputs, label, params["learning_rate"], params["weight_decay"])
    metrics = {"train": evaluate(network, training), "val": evaluate(network, validation)}

    OUTPUT.mkdir(parents=True, exist_ok=True)
    write_safetensors(
        OUTPUT / "model.safetensors",
        {
            "input.mean": means,
            "input.deviation": deviations,
            "hidden.weight": network.hidden_weight,
            "hidden.bias": network.hidden_bias,
            "output.weight": network.output_weight,
            "output.bias": network.output_bias,
        },
        {"features": ",".join(features), "labels": ",".join(labels)},
    )
    write_json(OUTPUT / "labels.json", labels)
    write_json(OUTPUT / "metrics.json", metrics)
    print(
        "%d epochs on %d flowers: validation accuracy %.3f, loss %.3f"
        % (params["epochs"], len(training), metrics["val"]["accuracy"], metrics["val"]["loss"])
    )
    print("models/iris/model.safetensors written")


if __name__ == "__main__":
    main()
