import { Link } from '@tanstack/react-router';
import { strings } from '../strings.ts';
import { Message } from './message.tsx';

export function NotFound() {
  return (
    <Message title={strings.app.notFound}>
      <Link to="/interactions" className="button">
        {strings.app.toList}
      </Link>
    </Message>
  );
}
