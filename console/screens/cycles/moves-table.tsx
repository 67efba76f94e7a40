import { countText } from '../../words/numbers.ts';
import type { Moves } from './figures.ts';

/** How many rise, stay and fall, one line each. */
export const MovesTable = ({ title, moves }: { title: string; moves: readonly Moves[] }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">{title}</th>
        <th scope="col" className="number">
          上升
        </th>
        <th scope="col" className="number">
          不变
        </th>
        <th scope="col" className="number">
          下降
        </th>
      </tr>
    </thead>
    <tbody>
      {moves.map(({ name, up, same, down }) => (
        <tr key={name}>
          <td>{name}</td>
          <td className="number">{up > 0 ? `↑ ${countText(up)}` : '0'}</td>
          <td className="number">{countText(same)}</td>
          <td className="number">{down > 0 ? `↓ ${countText(down)}` : '0'}</td>
        </tr>
      ))}
      {moves.length === 0 && (
        <tr>
          <td colSpan={4} className="muted">
            没有可以比较的结果
          </td>
        </tr>
      )}
    </tbody>
  </table>
);
