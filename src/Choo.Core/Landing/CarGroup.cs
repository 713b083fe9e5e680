namespace Choo.Core.Landing;

/// <summary>How far a group's proof is.</summary>
internal enum ProofState
{
    NotStarted,
    Running,
    Passed,
}

/// <summary>Units that one proof covers, merged one onto the other.</summary>
internal sealed class CarGroup(string onto, Car first)
{
    private readonly List<Car> cars = [first];

    /// <summary>The commit that the first of them was merged onto.</summary>
    public string Onto => onto;

    public IReadOnlyList<Car> Cars => cars;

    public ProofState Proof { get; set; }

    /// <summary>The commit that is proved: the last merge.</summary>
    public string Commit => cars[^1].Commit;

    /// <summary>They as they land, in order.</summary>
    public IEnumerable<TrainCar> Landing => cars.Select(car => new TrainCar(car.Unit, car.Tip, car.Commit));

    /// <summary>Its proof begins.</summary>
    public TrainCommand.Prove Begin()
    {
        Proof = ProofState.Running;
        return new TrainCommand.Prove(Commit, Onto, [.. Landing]);
    }

    /// <summary>Whether another car may still join it.</summary>
    public bool HasRoomFor(Car car, int batch) =>
        Proof == ProofState.NotStarted && cars.Count < Math.Min(batch, Math.Min(car.BatchLimit, cars.Min(each => each.BatchLimit)));

    public bool IsFull(int batch) => cars.Count >= Math.Min(batch, cars.Min(each => each.BatchLimit));

    public void Add(Car car) => cars.Add(car);

    /// <summary>From now on so many units at most are proved together with any of these.</summary>
    public void Limit(int batch) => cars.ForEach(car => car.BatchLimit = Math.Max(1, batch));
}
