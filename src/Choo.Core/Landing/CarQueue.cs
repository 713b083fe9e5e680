using System.Diagnostics.CodeAnalysis;

namespace Choo.Core.Landing;

/// <summary>Units that wait to be coupled to the train, oldest first. Those that conflict only with units ahead stand aside until these have landed or left.</summary>
internal sealed class CarQueue
{
    private readonly LinkedList<Car> waiting = new();
    private readonly List<Car> aside = [];

    public bool IsEmpty => waiting.Count == 0;

    public IEnumerable<Car> All => waiting.Concat(aside);

    public void Add(Car car) => waiting.AddLast(car);

    public void Return(IReadOnlyList<Car> cars)
    {
        for (var i = cars.Count - 1; i >= 0; i--)
        {
            waiting.AddFirst(cars[i]);
        }
    }

    public bool TryTake([NotNullWhen(true)] out Car? car)
    {
        car = waiting.First?.Value;
        if (car is not null)
        {
            waiting.RemoveFirst();
        }

        return car is not null;
    }

    /// <summary>Puts a car aside, or first in the queue again.</summary>
    public void Postpone(Car car, bool isAside)
    {
        if (isAside)
        {
            aside.Add(car);
        }
        else
        {
            waiting.AddFirst(car);
        }
    }

    /// <summary>Puts the cars that were set aside back into the queue, since the cars ahead have changed.</summary>
    public void Recall()
    {
        Return(aside);
        aside.Clear();
    }

    public bool Remove(string unit)
    {
        var found = waiting.FirstOrDefault(car => car.Unit == unit);
        return found is null ? aside.RemoveAll(car => car.Unit == unit) > 0 : waiting.Remove(found);
    }
}
