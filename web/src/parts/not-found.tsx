import { Link } from '@tanstack/react-router';
import { appStrings } from '../strings/app.ts';
import { Message } from './message.tsx';

export function NotFound() {
  return (
    <Message title={appStrings.notFound}>
      <Link to="/interactions" className="button">
        {appStrings.toList}
      </Link>
    </Message>
  );
}
