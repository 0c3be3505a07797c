def call(*args, **kwargs):
    raise ValueError(
        "bad"
    )

result = call(
    1,
    2,
    [3,
     4],
    5,
    key=6,
)
